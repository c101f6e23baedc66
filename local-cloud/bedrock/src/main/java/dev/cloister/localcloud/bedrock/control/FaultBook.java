package dev.cloister.localcloud.bedrock.control;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import java.util.ArrayList;
import java.util.List;

/** The orders that are not used up, oldest first. */
public final class FaultBook {

  static final int MAX_ORDERS = 1000;

  private final List<FaultOrder> orders = new ArrayList<>();

  synchronized void add(FaultOrder order) {
    if (orders.size() == MAX_ORDERS) {
      throw new IllegalArgumentException("faults must be at most 1000; DELETE them first");
    }
    orders.add(order);
  }

  synchronized void clear() {
    orders.clear();
  }

  synchronized List<FaultOrder> orders() {
    return List.copyOf(orders);
  }

  /**
   * The faults of the oldest order for this request, used once more by the call; none is an empty
   * list.
   *
   * @param asked the model id as in the request
   * @param modelId of the model that this leads to
   */
  public synchronized List<Fault> take(String text, String asked, String modelId) {
    for (int i = 0; i < orders.size(); i++) {
      FaultOrder order = orders.get(i);
      boolean forText = order.match() == null || text.contains(order.match());
      boolean forModel =
          order.model() == null || order.model().equals(asked) || order.model().equals(modelId);
      if (forText && forModel) {
        if (order.times() == 1) {
          orders.remove(i);
        } else {
          orders.set(i, order.times(order.times() - 1));
        }
        return order.faults();
      }
    }
    return List.of();
  }
}
