package io.plumbline.registry.prompt;

import java.util.ArrayList;
import java.util.List;

/// The line-based difference of two texts: a longest common subsequence of the parts between the common beginning
/// and end. If these parts are too large for a table of [#MAX_CELLS] numbers, they count as completely replaced,
/// so time and memory are bounded for any pair of texts.
record LineDiff(List<Line> lines) {

    private static final long MAX_CELLS = 4_000_000;
    private static final int CONTEXT = 3;

    /// The kinds of lines.
    enum Kind {
        SAME(' '),
        REMOVED('-'),
        ADDED('+');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    /// A line of either text.
    record Line(Kind kind, String text) {}

    LineDiff {
        lines = List.copyOf(lines);
    }

    static LineDiff of(List<String> before, List<String> after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        add(lines, Kind.SAME, before.subList(0, head));
        compare(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), lines);
        add(lines, Kind.SAME, before.subList(before.size() - tail, before.size()));
        return new LineDiff(lines);
    }

    private static void compare(List<String> before, List<String> after, List<Line> lines) {
        if ((before.size() + 1L) * (after.size() + 1L) > MAX_CELLS) {
            add(lines, Kind.REMOVED, before);
            add(lines, Kind.ADDED, after);
            return;
        }
        int[][] common = commonLengths(before, after);
        int i = 0;
        int j = 0;
        while (i < before.size() && j < after.size()) {
            if (before.get(i).equals(after.get(j))) {
                lines.add(new Line(Kind.SAME, before.get(i)));
                i++;
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line(Kind.REMOVED, before.get(i++)));
            } else {
                lines.add(new Line(Kind.ADDED, after.get(j++)));
            }
        }
        add(lines, Kind.REMOVED, before.subList(i, before.size()));
        add(lines, Kind.ADDED, after.subList(j, after.size()));
    }

    /// `[i][j]` is the length of the longest common subsequence of `before` from i and `after` from j.
    private static int[][] commonLengths(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void add(List<Line> lines, Kind kind, List<String> texts) {
        texts.forEach(text -> lines.add(new Line(kind, text)));
    }

    long count(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }

    /// Returns the unified format with three lines of context; empty if nothing differs.
    String unified(String beforeName, String afterName) {
        StringBuilder text = new StringBuilder();
        int before = 1;
        int after = 1;
        int at = 0;
        for (int change = nextChange(0); change < lines.size(); change = nextChange(at)) {
            int start = Math.max(at, change - CONTEXT);
            before += start - at;
            after += start - at;
            List<Line> hunk = lines.subList(start, hunkEnd(change));
            int removed = (int)
                    hunk.stream().filter(line -> line.kind() != Kind.ADDED).count();
            int added = (int)
                    hunk.stream().filter(line -> line.kind() != Kind.REMOVED).count();
            text.append("@@ -%s +%s @@\n".formatted(range(before, removed), range(after, added)));
            hunk.forEach(
                    line -> text.append(line.kind().sign).append(line.text()).append('\n'));
            before += removed;
            after += added;
            at = start + hunk.size();
        }
        return text.isEmpty() ? "" : "--- " + beforeName + "\n+++ " + afterName + "\n" + text;
    }

    /// Returns the end of the hunk of this change: changes with touching contexts share a hunk.
    private int hunkEnd(int change) {
        int last = change;
        for (int next = change; next < lines.size() && next <= last + 2 * CONTEXT + 1; next = nextChange(next + 1)) {
            last = next;
        }
        return Math.min(lines.size(), last + CONTEXT + 1);
    }

    private int nextChange(int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).kind() == Kind.SAME) {
            at++;
        }
        return at;
    }

    /// Returns a range in the unified format: an empty range is named by the preceding line.
    private static String range(int start, int length) {
        return (length == 0 ? start - 1 : start) + (length == 1 ? "" : "," + length);
    }
}
