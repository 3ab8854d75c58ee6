package io.plumbline.personaldata.names;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds names in the columns of tables in a text: values under a header with a label for names, in lines whose
/// cells are separated by commas, semicolons, tabs or bars, and in the rows that an SQL statement inserts.
final class NameColumns {

    private static final int MOST_COLUMNS = 64;
    private static final int MOST_ROWS = 2_000;
    private static final int LONGEST_CELL = 80;
    private static final int LONGEST_HEADER = 2_000;
    private static final String SEPARATORS = ",;\t|";
    private static final String VALUES = "values";

    private final Words words;
    private final CharSequence text;
    private final List<Mention> found;

    /// @param start of its content, without quotes and spaces
    /// @param end   of its content
    private record Cell(int start, int end, boolean quoted) {}

    private NameColumns(Words words, List<Mention> found) {
        this.words = words;
        this.text = words.text();
        this.found = found;
    }

    /// Reads the columns of the header that contains a label.
    ///
    /// @return one past the last word that was read
    static int find(Words words, int label, int end, List<Mention> found) {
        NameColumns columns = new NameColumns(words, found);
        int after = columns.skipBlank(words.end(end - 1));
        char separator = columns.charAt(after);
        int before = columns.skipBlankBefore(words.start(label));
        separator = SEPARATORS.indexOf(separator) >= 0 ? separator : columns.charAt(before - 1);
        if (SEPARATORS.indexOf(separator) < 0) {
            return end;
        }
        int open = columns.openingBracket(before);
        return open >= 0 ? columns.inserted(open, end) : columns.lines(before, separator, end);
    }

    private char charAt(int place) {
        return place >= 0 && place < text.length() ? text.charAt(place) : '\n';
    }

    private int skipBlank(int from) {
        int at = from;
        while (at < text.length() && " \"'`]".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int skipBlankBefore(int end) {
        int at = end;
        while (at > 0 && " \"'`[".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    /// The opening bracket of the header; -1 if there is none on its line.
    private int openingBracket(int from) {
        for (int i = from - 1; i >= Math.max(0, from - LONGEST_HEADER); i--) {
            char c = text.charAt(i);
            if (c == '(') {
                return i;
            }
            if (c == ')' || c == ';' || c == '{') {
                return -1;
            }
        }
        return -1;
    }

    private int lines(int from, char separator, int end) {
        int start = from;
        while (start > 0 && from - start < LONGEST_HEADER && text.charAt(start - 1) != '\n') {
            start--;
        }
        List<Cell> row = new ArrayList<>();
        int at = line(start, separator, row);
        boolean[] wanted = wanted(row);
        if (wanted == null) {
            return end;
        }
        int columns = row.size();
        int read = end;
        int misses = 0;
        for (int rows = 0; rows < MOST_ROWS && at < text.length() && misses < 2; rows++) {
            row.clear();
            int next = line(at, separator, row);
            if (row.size() == columns) {
                read = Math.max(read, names(row, wanted));
            } else {
                misses++;
            }
            at = next;
        }
        return read;
    }

    private int inserted(int open, int end) {
        List<Cell> row = new ArrayList<>();
        int at = tuple(open + 1, row);
        boolean[] wanted = at < 0 ? null : wanted(row);
        if (wanted == null) {
            return end;
        }
        int columns = row.size();
        at = skipSpace(at);
        if (!startsWith(at, VALUES)) {
            return end;
        }
        at = skipSpace(at + VALUES.length());
        int read = end;
        for (int rows = 0; rows < MOST_ROWS && charAt(at) == '('; rows++) {
            row.clear();
            at = tuple(at + 1, row);
            if (at < 0) {
                break;
            }
            if (row.size() == columns) {
                read = Math.max(read, names(row, wanted));
            }
            at = skipSpace(at);
            at = charAt(at) == ',' ? skipSpace(at + 1) : at;
        }
        return read;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean startsWith(int from, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase(charAt(from + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The columns that hold names; null if none certainly does.
    private boolean @Nullable [] wanted(List<Cell> header) {
        if (header.size() < 2 || header.size() > MOST_COLUMNS) {
            return null;
        }
        boolean[] wanted = new boolean[header.size()];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            Cell cell = header.get(i);
            int first = wordAt(cell.start());
            wanted[i] = first < words.count() && words.start(first) == cell.start() && isLabel(first, cell.end());
            any |= wanted[i];
        }
        return any ? wanted : null;
    }

    private boolean isLabel(int first, int end) {
        int last = FieldNames.sureEnd(words, first);
        return last > first && words.end(last - 1) == end;
    }

    /// Reads the cells of a line; returns where the next line begins.
    private int line(int from, char separator, List<Cell> cells) {
        int at = from;
        if (separator == '|' && charAt(at) == '|') {
            at++;
        }
        while (true) {
            int end = cell(at, separator, '\n', cells);
            if (end >= text.length() || text.charAt(end) == '\n') {
                if (separator == '|' && !cells.isEmpty() && isEmpty(cells.getLast())) {
                    cells.removeLast();
                }
                return end + 1;
            }
            at = end + 1;
        }
    }

    private static boolean isEmpty(Cell cell) {
        return cell.end() <= cell.start();
    }

    /// Reads the values in brackets; returns the position behind them, or -1 if the brackets are not closed.
    private int tuple(int from, List<Cell> cells) {
        int at = from;
        while (cells.size() <= MOST_COLUMNS) {
            int end = cell(at, ',', ')', cells);
            if (end >= text.length()) {
                return -1;
            }
            if (text.charAt(end) == ')') {
                return end + 1;
            }
            at = end + 1;
        }
        return -1;
    }

    /// Reads one cell up to a separator or the end of its row.
    private int cell(int from, char separator, char last, List<Cell> cells) {
        int start = from;
        while (start < text.length() && text.charAt(start) != last && text.charAt(start) == ' ') {
            start++;
        }
        char quote = charAt(start);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        int content = quoted ? start + 1 : start;
        int at = content;
        while (at < text.length() && at - content < LONGEST_HEADER) {
            char c = text.charAt(at);
            boolean ends = quoted ? c == quote || c == '\n' : c == separator || c == last || c == '\n';
            if (ends) {
                break;
            }
            at++;
        }
        int end = at;
        while (!quoted && end > content && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        cells.add(new Cell(content, end, quoted));
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != last
                && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    /// One past the last word of the names in a row.
    private int names(List<Cell> row, boolean[] wanted) {
        int read = 0;
        for (int i = 0; i < wanted.length; i++) {
            Cell cell = row.get(i);
            if (!wanted[i] || isEmpty(cell) || cell.end() - cell.start() > LONGEST_CELL) {
                continue;
            }
            int from = wordAt(cell.start());
            int to = wordAt(cell.end());
            if (to > from && words.start(from) == cell.start() && FieldNames.isName(words, from, to, true)) {
                found.add(new Mention(Entity.PERSON, from, to, FieldNames.SCORE, FieldNames.SCORE_REASON));
                read = Math.max(read, to);
            }
        }
        return read;
    }

    /// The first word that begins at or after a position.
    private int wordAt(int place) {
        int low = 0;
        int high = words.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (words.start(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
