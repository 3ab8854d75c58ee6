package io.plumbline.eval.metric.assertion;

/// Finds a text in another in time linear in both, whatever their content: [String#contains] takes the product of
/// the lengths if both repeat one letter.
///
/// @see <a href="https://doi.org/10.1137/0206024">Knuth, Morris and Pratt 1977</a>
final class TextSearch {

    private TextSearch() {}

    static boolean contains(String text, String sought) {
        int[] borders = borders(sought);
        int matched = 0;
        for (int i = 0; i < text.length() && matched < sought.length(); i++) {
            while (matched > 0 && text.charAt(i) != sought.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (text.charAt(i) == sought.charAt(matched)) {
                matched++;
            }
        }
        return matched == sought.length();
    }

    /// Returns for each prefix of a text the length of its longest proper suffix that is also a prefix.
    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        int border = 0;
        for (int i = 1; i < text.length(); i++) {
            while (border > 0 && text.charAt(i) != text.charAt(border)) {
                border = borders[border - 1];
            }
            if (text.charAt(i) == text.charAt(border)) {
                border++;
            }
            borders[i] = border;
        }
        return borders;
    }
}
