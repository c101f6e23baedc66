package dev.cloister.localcloud.bedrock.answer;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits one document, Markdown or plain text, into passages. One use per document. */
final class DocumentReader {

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.+?)\\s*#*");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)]*\\)");
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final int MAX_SENTENCES = 40;
  private static final int MAX_FIGURE_LINES = 25;
  private static final int HEAD_LINES = 2;

  private final String path;
  private final List<Passage> passages = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private String heading = "";
  private String figure = "";

  private DocumentReader(String path) {
    this.path = path;
  }

  static List<Passage> read(String path, String text) {
    DocumentReader reader = new DocumentReader(path);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (FENCE.matcher(lines.get(i)).matches()) {
        i = reader.fence(lines, i);
      } else if (lines.get(i).startsWith("|")) {
        i = reader.table(lines, i);
      } else {
        reader.line(lines.get(i));
      }
    }
    reader.endPassage();
    return reader.passages;
  }

  private int fence(List<String> lines, int start) {
    endParagraph();
    String mark = lines.get(start).strip().substring(0, 3);
    int end = start + 1;
    while (end < lines.size() && !lines.get(end).strip().startsWith(mark)) {
      end++;
    }
    if (figure.isEmpty() && end < lines.size() && end - start - 1 <= MAX_FIGURE_LINES) {
      figure = String.join("\n", lines.subList(start, end + 1)).stripIndent().strip();
    }
    return end;
  }

  private int table(List<String> lines, int start) {
    endParagraph();
    int end = start;
    while (end + 1 < lines.size() && lines.get(end + 1).startsWith("|")) {
      end++;
    }
    int rows = end + 1 - start - HEAD_LINES;
    if (figure.isEmpty() && rows > 0 && rows <= MAX_FIGURE_LINES) {
      figure = plain(String.join("\n", lines.subList(start, end + 1)));
    }
    return end;
  }

  private void line(String line) {
    Matcher title = HEADING.matcher(line);
    Matcher item = ITEM.matcher(line);
    if (title.matches()) {
      endPassage();
      heading = plain(title.group(1));
    } else if (line.isBlank() || line.startsWith("<!--")) {
      endParagraph();
    } else if (item.matches()) {
      endParagraph();
      paragraph.append(item.group(1));
    } else {
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  private void endParagraph() {
    String text = plain(paragraph.toString());
    paragraph.setLength(0);
    BreakIterator borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    borders.setText(text);
    int from = borders.first();
    for (int to = borders.next(); to != BreakIterator.DONE; from = to, to = borders.next()) {
      String sentence = text.substring(from, to).strip();
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
      if (sentences.size() == MAX_SENTENCES) {
        flush();
      }
    }
  }

  private void endPassage() {
    endParagraph();
    flush();
  }

  private void flush() {
    if (!sentences.isEmpty() || !figure.isEmpty()) {
      passages.add(new Passage(path, heading, List.copyOf(sentences), figure));
    }
    sentences.clear();
    figure = "";
  }

  // A relative link leads nowhere from inside an answer.
  private static String plain(String markdown) {
    return LINK.matcher(markdown).replaceAll("$1").strip();
  }
}
