package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import io.plumbline.personaldata.text.Chars;

/// International bank account numbers (ISO 13616): the length and the structure of their country and the
/// remainder 1 modulo 97. In one run or in groups separated by one space or dash.
final class IbanRecognizer implements Recognizer {

    private static final int COUNTRY_AND_CHECK = 4;
    private static final int MODULUS = 97;

    /// The factor for the rest when ISO 7064 moves country and check digits, six decimal digits, to the end.
    private static final int HEAD_SHIFT = 1_000_000 % MODULUS;

    @Override
    public String name() {
        return "pii.iban";
    }

    @Override
    public Category category() {
        return Category.PII;
    }

    @Override
    public String entityType() {
        return "IBAN_CODE";
    }

    @Override
    public Trigger trigger() {
        return Trigger.atAnyLetter().beginning(IbanCountries::mayBegin);
    }

    @Override
    public int maxLength() {
        return 2 * IbanCountries.LONGEST;
    }

    @Override
    public void recognize(CharSequence text, int at, Spans spans) {
        int length = text.length();
        if (length - at >= COUNTRY_AND_CHECK && !Chars.isDigit(text.charAt(at + 2))) {
            return;
        }
        int wanted = -1;
        int read = 0;
        boolean separated = false;
        int remainder = 0;
        int head = 0;
        int i = at;
        for (; i < length && read != wanted; i++) {
            char c = text.charAt(i);
            int value = value(c);
            if (value < 0) {
                boolean separator = Chars.isGroupSpace(c) || Chars.isDash(c);
                if (!separator || separated || read < COUNTRY_AND_CHECK) {
                    return;
                }
                separated = true;
                continue;
            }
            separated = false;
            if (read < 2 ? value < 10 : read < COUNTRY_AND_CHECK && value >= 10) {
                return;
            }
            if (read < COUNTRY_AND_CHECK) {
                head = append(head, value);
            } else {
                remainder = append(remainder, value);
            }
            if (read >= COUNTRY_AND_CHECK && !IbanCountries.allows(text.charAt(at), text.charAt(at + 1), read, c)) {
                return;
            }
            read++;
            if (read == 2) {
                wanted = IbanCountries.length(text.charAt(at), text.charAt(at + 1));
                if (wanted < 0) {
                    return;
                }
            }
        }
        if (i == length) {
            spans.unsettled(at);
        }
        boolean ends = read == wanted && !Chars.joins(Chars.at(text, i));
        if (ends && (remainder * HEAD_SHIFT + head) % MODULUS == 1) {
            spans.found(this, at, i, PatternScores.CERTAIN, "structure of its country and remainder modulo 97");
        }
    }

    private static int append(int remainder, int value) {
        return (remainder * (value < 10 ? 10 : 100) + value) % MODULUS;
    }

    /// Digits as they are, letters from 10 on, -1 for anything else.
    private static int value(char c) {
        if (Chars.isAsciiLetter(c)) {
            return (c | 0x20) - 'a' + 10;
        }
        return Chars.digit(c);
    }
}
