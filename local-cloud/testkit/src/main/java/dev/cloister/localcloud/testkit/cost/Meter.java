package dev.cloister.localcloud.testkit.cost;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Counts what a service asks of its stores: for its callers, and behind their backs. */
public final class Meter implements ExecutionInterceptor {

  private final AtomicReference<Bill> callers = new AtomicReference<>(Bill.NOTHING);
  private final AtomicReference<Bill> sweeps = new AtomicReference<>(Bill.NOTHING);
  private final AtomicInteger done = new AtomicInteger();

  /** What callers have cost since the last reading. */
  public Bill readCallers() {
    return callers.getAndSet(Bill.NOTHING);
  }

  /** What the sweeps have cost since the last reading. */
  public Bill readSweeps() {
    return sweeps.getAndSet(Bill.NOTHING);
  }

  /** How many chores are done. */
  public int done() {
    return done.get();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    var builder = request.toBuilder();
    for (SdkField<?> field : request.sdkFields()) {
      if (field.memberName().equals("ReturnConsumedCapacity")) {
        field.set(builder, "TOTAL");
      }
    }
    return builder.build();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    var bill =
        context.request() instanceof DynamoDbRequest
            ? new Bill(1, 0, units(context.response()))
            : new Bill(0, 1, 0);
    count(bill);
    if (isSweep() && context.request() instanceof DeleteItemRequest) {
      done.incrementAndGet();
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    count(context.request() instanceof DynamoDbRequest ? new Bill(1, 0, 0) : new Bill(0, 1, 0));
  }

  private void count(Bill bill) {
    (isSweep() ? sweeps : callers).updateAndGet(bill::plus);
  }

  private static boolean isSweep() {
    return Thread.currentThread().getName().startsWith("sweep-");
  }

  private static double units(SdkPojo response) {
    for (SdkField<?> field : response.sdkFields()) {
      if (field.memberName().equals("ConsumedCapacity")) {
        return units(field.getValueOrDefault(response));
      }
    }
    return 0;
  }

  private static double units(Object consumed) {
    return switch (consumed) {
      case ConsumedCapacity one -> one.capacityUnits();
      case List<?> many -> many.stream().mapToDouble(Meter::units).sum();
      case null, default -> 0;
    };
  }
}
