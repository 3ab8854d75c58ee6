package io.plumbline.personaldata.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import io.plumbline.personaldata.scan.Spans;
import io.plumbline.personaldata.scan.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How often a stream reads its characters, whatever is held back.
class StreamCostTest {

    private static final RedactionRules RULES = new ActionByCategory(Map.of(Category.SECRET, Action.REDACT));

    /// Is undecided about a run of dashes until another character arrives, or there are ten thousand; counts its
    /// calls.
    private static final class Dashes implements Recognizer {
        private long asked;

        @Override
        public String name() {
            return "dashes";
        }

        @Override
        public Category category() {
            return Category.SECRET;
        }

        @Override
        public String entityType() {
            return "DASHES";
        }

        @Override
        public Trigger trigger() {
            return Trigger.anywhere("-\u007f");
        }

        @Override
        public int maxLength() {
            return 10_000;
        }

        @Override
        public void recognize(CharSequence text, int at, Spans spans) {
            asked++;
            if (at > 0 && text.charAt(at - 1) == '-') {
                return;
            }
            int end = at;
            while (end < text.length() && end - at < maxLength() && text.charAt(end) == '-') {
                end++;
            }
            if (end == text.length() && end - at < maxLength()) {
                spans.unsettled(at);
            }
        }
    }

    @Test
    void readsALongTailAFewTimesAndNotOnceForEachPiece() {
        for (String unit : List.of("-", "\u200b-", "-x")) {
            Dashes dashes = new Dashes();
            StreamRedactor redactor = StreamRedactor.ofText(
                    new SpanScanner(List.of(dashes)), RULES, PlaceholderVault.fresh(), Passages.NONE);
            StringBuilder out = new StringBuilder();
            int units = 20_000;
            for (int i = 0; i < units; i++) {
                for (int c = 0; c < unit.length(); c++) {
                    out.append(redactor.push(unit.substring(c, c + 1)));
                }
            }
            out.append(redactor.finish());
            assertThat(out.toString()).isEqualTo(unit.repeat(units));
            assertThat(dashes.asked).as("asked for %s", unit).isLessThan(200L * units);
        }
    }
}
