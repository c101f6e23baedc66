package dev.cloister.localcloud.testkit.cost;

/**
 * What calls have cost.
 *
 * @param dynamo requests to DynamoDB
 * @param s3 requests to S3
 * @param units capacity units of DynamoDB, read and written
 */
public record Bill(int dynamo, int s3, double units) {

  static final Bill NOTHING = new Bill(0, 0, 0);

  Bill plus(Bill other) {
    return new Bill(dynamo + other.dynamo, s3 + other.s3, units + other.units);
  }

  public int requests() {
    return dynamo + s3;
  }

  /** Requests / units, for a cell of a table. */
  @Override
  public String toString() {
    return "%,d / %,.1f".formatted(requests(), units);
  }
}
