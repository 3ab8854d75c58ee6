package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.document.JsonText;
import io.plumbline.personaldata.egress.AddressReader;
import io.plumbline.personaldata.egress.EgressRules;

/// Decides for each placeholder in a text whether to restore its value. Not thread-safe.
interface ValuePlacer {

    /// Text that is not a placeholder.
    void pass(CharSequence text, int from, int to, StringBuilder out);

    /// A placeholder in its written form, and its value.
    void place(String written, String value, StringBuilder out);

    /// The text has ended.
    void finish(StringBuilder out);

    /// The number of values not restored.
    int withheld();

    /// Writes a value into a text, or into the inside of a JSON string.
    static void append(String value, boolean json, StringBuilder out) {
        if (json) {
            JsonText.escape(value, out);
        } else {
            out.append(value);
        }
    }

    /// Restores every value.
    ///
    /// @param json whether the text is JSON
    record Everywhere(boolean json) implements ValuePlacer {

        @Override
        public void pass(CharSequence text, int from, int to, StringBuilder out) {
            out.append(text, from, to);
        }

        @Override
        public void place(String written, String value, StringBuilder out) {
            append(value, json, out);
        }

        @Override
        public void finish(StringBuilder out) {
            // nothing is held
        }

        @Override
        public int withheld() {
            return 0;
        }
    }

    /// Restores no value within an address of a host that is not allowed.
    final class OutsideAddresses implements ValuePlacer {

        private final AddressReader reader;
        private int withheld;

        OutsideAddresses(EgressRules rules) {
            reader = new AddressReader(rules);
        }

        @Override
        public void pass(CharSequence text, int from, int to, StringBuilder out) {
            for (int i = from; i < to; i++) {
                reader.read(text.charAt(i));
            }
            out.append(text, from, to);
        }

        @Override
        public void place(String written, String value, StringBuilder out) {
            boolean admitted = reader.admits();
            String placed = admitted ? value : written;
            withheld += admitted ? 0 : 1;
            reader.read(placed);
            out.append(placed);
        }

        @Override
        public void finish(StringBuilder out) {
            // nothing is held
        }

        @Override
        public int withheld() {
            return withheld;
        }
    }
}
