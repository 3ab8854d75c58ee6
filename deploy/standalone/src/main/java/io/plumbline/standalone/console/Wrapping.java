package io.plumbline.standalone.console;

import java.util.ArrayList;
import java.util.List;

/// Wraps text between words. A word longer than a line gets its own line and stays whole, because it is an
/// address or a path to copy.
record Wrapping(int width) {

    List<String> wrap(String text, String firstIndent, String nextIndent) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder(lines.isEmpty() ? firstIndent : nextIndent);
            int indent = line.length();
            for (String word : paragraph.split(" ", -1)) {
                boolean full = line.length() > indent && line.length() + 1 + word.length() > width;
                if (full) {
                    lines.add(line.toString());
                    line = new StringBuilder(nextIndent);
                    indent = line.length();
                } else if (line.length() > indent) {
                    line.append(' ');
                }
                line.append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
