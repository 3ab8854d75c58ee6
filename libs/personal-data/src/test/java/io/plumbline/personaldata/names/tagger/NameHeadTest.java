package io.plumbline.personaldata.names.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.names.NameDetector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules and the head together, on the encoder.
class NameHeadTest {

    private static final double COUNTED_FROM = 0.4;

    private final NameDetector detector = new NameDetector();

    @Test
    void findsNamesInSentencesItHasNotSeen() throws IOException {
        assertThat(f1("PERSON", true)).isGreaterThan(0.9);
        assertThat(f1("LOCATION", true)).isGreaterThan(0.9);
        assertThat(f1("ORGANIZATION", true)).isGreaterThan(0.75);
        assertThat(f1("ADDRESS", true)).isGreaterThan(0.9);
        assertThat(f1("NRP", true)).isGreaterThan(0.9);
    }

    @Test
    void findsMorePeopleThanTheRulesAlone() throws IOException {
        assertThat(f1("PERSON", true)).isGreaterThan(f1("PERSON", false) + 0.1);
    }

    @Test
    void findsANameAgainWhereItStandsAlone() {
        String text = "Customer: Ngozi Achterberg\n" + "Nothing was delivered.\n".repeat(20) + "Achterberg paid.";
        assertThat(found(text, "PERSON", true)).containsExactly("Ngozi Achterberg", "Achterberg");
    }

    @Test
    void findsWholeNames() {
        assertThat(found("De heer Wouter van der Velde uit Utrecht belde.", "PERSON", true))
                .containsExactly("Wouter van der Velde");
        assertThat(found("Ragnar Ólafsson owes us an answer.", "PERSON", true)).containsExactly("Ragnar Ólafsson");
    }

    @Test
    void findsNamesInEveryWindowOfALongText() {
        String filler = "The invoice was sent to the customer and has not been paid since then. ".repeat(12);
        String text = ("We wrote to Annika Lindqvist. " + filler).repeat(8);
        assertThat(found(text, "PERSON", true)).hasSize(8).containsOnly("Annika Lindqvist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "يرجى إخباري بكيفية تغيير كلمة مرور حسابي. سنرد عليكم خلال ثلاثة أيام عمل.",
                "أبحث عن عنوان جديد لكتابي الجديد.",
                "راجع من فضلك القواعد في هذه الفقرة.",
                "ماذا يعني اختصار EBITDA؟",
                "אנא ספרו לי כיצד לשנות את הסיסמה של החשבון שלי. מה העמלה השנתית של הכרטיס?",
                "กรุณาบอกวิธีเปลี่ยนรหัสผ่านบัญชีของฉัน เราจะตอบกลับภายในสามวันทำการ",
                "कृपया मुझे बताएं कि मैं अपने खाते का पासवर्ड कैसे बदलूं।",
                "অনুগ্রহ করে বলুন কীভাবে আমি আমার অ্যাকাউন্টের পাসওয়ার্ড পরিবর্তন করব।",
                "계좌 비밀번호를 변경하는 방법을 알려주세요. 영업일 기준 3일 이내에 답변해 드리겠습니다."
            })
    void takesNoSentenceInAScriptThatItCannotReadForPeople(String text) {
        assertThat(found(text, "PERSON", true)).isEmpty();
    }

    @Test
    void takesNoSingleSignForAName() {
        assertThat(found("请用简单的例子说明这两种套餐的区别。", "PERSON", true)).doesNotContain("明");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Please forward the report to محمد العلي at kevin@aol.com. | محمد العلي
            Please forward the report to משה כהן and nobody else.     | משה כהן
            Please forward the report to 拓也 松本 and nobody else.     | 拓也 松本
            """)
    void findsNamesInOtherScriptsByWhatIsAroundThem(String text, String name) {
        assertThat(found(text, "PERSON", true)).containsExactly(name);
    }

    @Test
    void scoresAreProbabilities() {
        List<Finding> certain = detect("My name is Elizabeth Warren-Hughes.", true);
        assertThat(certain.getFirst().score()).isBetween(0.85, 1.0);
    }

    private double f1(String entity, boolean encoder) throws IOException {
        int hits = 0;
        int all = 0;
        for (Labelled labelled : Labelled.all()) {
            Set<String> wanted = labelled.values(entity);
            Set<String> found = new HashSet<>(found(labelled.text(), entity, encoder));
            all += wanted.size() + found.size();
            found.retainAll(wanted);
            hits += found.size();
        }
        return 2.0 * hits / all;
    }

    private List<String> found(String text, String entity, boolean encoder) {
        return detect(text, encoder).stream()
                .filter(finding -> finding.entityType().equals(entity) && finding.score() >= COUNTED_FROM)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    private List<Finding> detect(String text, boolean encoder) {
        return detector.detect(new InspectedText(
                text,
                Provenance.USER,
                Surroundings.NONE,
                Deadline.NONE,
                encoder ? MiniLmEncoder.shared().load() : null));
    }

    /// A sentence, and its entities as `ENTITY words`.
    private record Labelled(String text, List<String> labels) {

        private static List<Labelled> all() throws IOException {
            InputStream in = Objects.requireNonNull(NameHeadTest.class.getResourceAsStream("labelled.txt"));
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> of(line.replace("\\n", "\n")))
                        .toList();
            }
        }

        private static Labelled of(String line) {
            StringBuilder text = new StringBuilder();
            List<String> labels = new ArrayList<>();
            int at = 0;
            for (int open = line.indexOf('['); open >= 0; open = line.indexOf('[', at)) {
                int close = line.indexOf(']', open);
                String label = line.substring(open + 1, close);
                labels.add(label);
                text.append(line, at, open).append(label, label.indexOf(' ') + 1, label.length());
                at = close + 1;
            }
            return new Labelled(text.append(line, at, line.length()).toString(), labels);
        }

        private Set<String> values(String entity) {
            Set<String> values = new HashSet<>();
            for (String label : labels) {
                if (label.startsWith(entity + " ")) {
                    values.add(label.substring(entity.length() + 1));
                }
            }
            return values;
        }
    }
}
