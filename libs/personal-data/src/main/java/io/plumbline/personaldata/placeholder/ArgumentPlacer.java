package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.egress.AddressReader;
import io.plumbline.personaldata.egress.EgressRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Restores values in the arguments of a tool call. An argument that contains an address of a host that is not
/// allowed gets none; if an argument begins with such an address, the call goes to that host, and no argument
/// gets any. An address that was hidden as a whole is restored if it is the only one with which an argument of
/// the call begins.
///
/// Holds the text from the first placeholder on, up to [#LONGEST] characters; placeholders after that remain.
///
/// Not thread-safe.
final class ArgumentPlacer implements ValuePlacer {

    private static final int LONGEST = 1_000_000;
    private static final int HEX_DIGITS = 4;

    private final EgressRules rules;
    private final boolean json;
    /// Reads the text outside JSON strings, or a whole text: it counts as argument 0.
    private final AddressReader outside;
    private final AddressReader argument;
    private final BitSet foreign = new BitSet();
    private final StringBuilder held = new StringBuilder();
    private final List<Slot> slots = new ArrayList<>();
    private int arguments;
    private int callsForeign;
    private boolean inString;
    private boolean escaping;
    private int digits;
    private int code;
    /// The length of the string so far.
    private int length;
    private boolean overflown;
    private int withheld;

    /// A held placeholder.
    private static final class Slot {
        /// Its position in the held text.
        private final int at;
        private final String written;
        private final String value;
        private final int argument;
        /// Whether it is a hidden address, and all of its argument.
        private boolean whole;

        Slot(int at, String written, String value, int argument) {
            this.at = at;
            this.written = written;
            this.value = value;
            this.argument = argument;
        }
    }

    ArgumentPlacer(EgressRules rules, boolean json) {
        this.rules = rules;
        this.json = json;
        this.outside = new AddressReader(rules);
        this.argument = new AddressReader(rules);
    }

    @Override
    public void pass(CharSequence text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            if (json) {
                read(text.charAt(i));
            } else {
                outside.read(text.charAt(i));
            }
        }
        StringBuilder into = slots.isEmpty() ? out : held;
        into.append(text, from, to);
        if (held.length() > LONGEST) {
            overflown = true;
            release(out);
        }
    }

    @Override
    public void place(String written, String value, StringBuilder out) {
        if (overflown) {
            withheld++;
            out.append(written);
            return;
        }
        Slot slot = new Slot(held.length(), written, value, inString ? arguments : 0);
        if (inString) {
            notWhole();
            slot.whole = length == 0 && isForeignAddress(value);
            length++;
            argument.read(value);
        } else {
            outside.read(value);
        }
        slots.add(slot);
    }

    private boolean isForeignAddress(String value) {
        AddressReader reader = new AddressReader(rules);
        reader.read(value);
        return reader.beginsForeign();
    }

    private void read(char c) {
        if (!inString) {
            if (c == '"') {
                inString = true;
                arguments++;
                length = 0;
                argument.reset();
            } else {
                outside.read(c);
            }
        } else if (digits > 0) {
            code = 16 * code + Math.max(0, Character.digit(c, 16));
            if (--digits == 0) {
                inString((char) code);
            }
        } else if (escaping) {
            escaping = false;
            switch (c) {
                case 'u' -> {
                    digits = HEX_DIGITS;
                    code = 0;
                }
                case 'n', 'r' -> inString('\n');
                case 't', 'b', 'f' -> inString('\t');
                default -> inString(c);
            }
        } else if (c == '\\') {
            escaping = true;
        } else if (c == '"') {
            inString = false;
            argumentEnds();
        } else {
            inString(c);
        }
    }

    private void inString(char c) {
        length++;
        argument.read(c);
        notWhole();
    }

    /// Notes that the last placeholder's argument continues after it.
    private void notWhole() {
        if (!slots.isEmpty() && slots.getLast().argument == arguments) {
            slots.getLast().whole = false;
        }
    }

    private void argumentEnds() {
        foreign.set(arguments, argument.hasForeign());
        callsForeign += argument.beginsForeign() ? 1 : 0;
    }

    @Override
    public void finish(StringBuilder out) {
        if (inString) {
            argumentEnds();
        }
        foreign.set(0, outside.hasForeign());
        callsForeign += !json && outside.beginsForeign() ? 1 : 0;
        release(out);
    }

    private void release(StringBuilder out) {
        int from = 0;
        for (Slot slot : slots) {
            out.append(held, from, slot.at);
            if (admits(slot)) {
                ValuePlacer.append(slot.value, json, out);
            } else {
                withheld++;
                out.append(slot.written);
            }
            from = slot.at;
        }
        out.append(held, from, held.length());
        held.setLength(0);
        slots.clear();
    }

    private boolean admits(Slot slot) {
        if (overflown) {
            return false;
        }
        return slot.whole ? callsForeign == 1 : callsForeign == 0 && !foreign.get(slot.argument);
    }

    @Override
    public int withheld() {
        return withheld;
    }
}
