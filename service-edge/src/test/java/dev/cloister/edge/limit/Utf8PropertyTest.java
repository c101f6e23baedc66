package dev.cloister.edge.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Utf8PropertyTest {

  /** Also where a character stands across the border of what is looked at in one go. */
  @Property
  void everyTextPasses(@ForAll("texts") String text, @ForAll @IntRange(max = 5000) int before) {
    assertThat(Utf8.isWellFormed(("x".repeat(before) + text).getBytes(UTF_8))).isTrue();
  }

  /** What comes back the same from a string was no repair. */
  @Property(tries = 3000)
  void bytesPassWhereTheyAreUtf8AndNowhereElse(
      @ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 5000) int before) {
    String text = new String(bytes, UTF_8);
    boolean utf8 = Arrays.equals(text.getBytes(UTF_8), bytes) && text.indexOf('\0') < 0;
    byte[] all = new byte[before + bytes.length];
    Arrays.fill(all, (byte) 'x');
    System.arraycopy(bytes, 0, all, before, bytes.length);

    assertThat(Utf8.isWellFormed(all)).isEqualTo(utf8);
  }

  @Example
  void whatAParserWouldTakeForAnotherEncodingDoesNotPass() {
    for (Charset other :
        new Charset[] {
          StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16
        }) {
      assertThat(Utf8.isWellFormed("{\"text\":\"a\"}".getBytes(other))).isFalse();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\1', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMaxLength(40)
        .map(s -> s + "\uD83C\uDFDB");
  }

  /** Bytes that are nearly UTF-8: its borders come up often. */
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of(
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE1, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(6);
  }
}
