package dev.cloister.chat.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reserved for a text, against what two common tokenizers cut it into. */
@Promise(12)
class TokensTest {

  private static final int LENGTH = 2000;
  private static final EncodingRegistry TOKENIZERS = Encodings.newLazyEncodingRegistry();

  private final Random random = new Random(12);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The committee agreed on Tuesday that the annual report should be published in March.",
        "THE COMMITTEE AGREED ON TUESDAY THAT THE ANNUAL REPORT SHOULD BE PUBLISHED.",
        "Der Ausschuss einigte sich darauf, den Jahresbericht vor Ende März zu veröffentlichen.",
        "Во вторник комитет согласился, что годовой отчёт должен быть опубликован в марте.",
        "وافقت اللجنة يوم الثلاثاء على نشر التقرير السنوي قبل نهاية الربع.",
        "समिति ने मंगलवार को सहमति दी कि वार्षिक रिपोर्ट प्रकाशित की जानी चाहिए।",
        "委员会周二同意年度报告应在季度末之前发布，尽管有几位成员要求有更多时间。",
        "委員会は火曜日、年次報告書を四半期末までに公表することで合意した。",
        "위원회는 화요일에 연례 보고서를 분기 말 이전에 발표하기로 합의했다.",
        "คณะกรรมการเห็นชอบเมื่อวันอังคารว่าควรเผยแพร่รายงานประจำปี",
        "if (x[i] != null && y.get(i) >= 0x1F) { return f(x, -1); } // 42",
        "{\"id\":\"8f14e45f\",\"n\":[1,2,3.5,-1e9],\"ok\":true,\"a\":{\"b\":null}}",
        "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0",
        "a b c d e f g h i j k l m n o p q r s t"
      })
  void textHasNoMoreThanItsBoundInAnyScript(String text) {
    assertBounded(text.repeat(20), 1);
  }

  /** The densest that somebody could send: random characters of one kind. */
  @ParameterizedTest
  @CsvSource({
    "digits, 48, 58",
    "capitals, 65, 91",
    "symbols, 33, 48",
    "printable ASCII, 32, 127",
    "controls, 1, 32",
    "emoji, 128512, 128592",
    "characters beyond the basic plane, 65536, 131072"
  })
  void soHaveRandomDigitsCapitalsSymbolsAndControls(String kind, int from, int to) {
    assertBounded(random(from, to), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "small letters, 97, 123",
    "Latin with accents, 192, 256",
    "Cyrillic, 1024, 1120",
    "Syriac and Thaana, 1792, 1969",
    "ideographs, 19968, 40869"
  })
  void lettersThatMakeNoWordsExceedItTwofoldAtMost(String kind, int from, int to) {
    assertBounded(random(from, to), 2);
  }

  private String random(int from, int to) {
    IntStream characters = random.ints(from, to).filter(Character::isDefined).limit(LENGTH);
    return characters
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void assertBounded(String text, int times) {
    for (EncodingType type :
        new EncodingType[] {EncodingType.CL100K_BASE, EncodingType.O200K_BASE}) {
      Encoding tokenizer = TOKENIZERS.getEncoding(type);
      assertThat((long) tokenizer.countTokens(text))
          .as(type.getName())
          .isLessThanOrEqualTo(times * Tokens.of(text));
    }
  }
}
