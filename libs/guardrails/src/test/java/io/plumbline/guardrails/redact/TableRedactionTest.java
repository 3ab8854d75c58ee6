package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.document.ColumnTypes;
import io.plumbline.personaldata.document.StructuredFormat;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.Field;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableRedactionTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final GuardPolicy POLICY = new GuardPolicy(
            Map.of(
                    Stage.RETRIEVAL,
                    StageRules.of(Map.of(Category.PII, Rule.of(Action.REDACT).withOperator(Operator.REPLACE)))),
            FailureMode.CLOSED,
            60_000);

    private static StreamRedactor redactor(StructuredFormat format, Map<String, Field> fields) {
        return ENGINE.redactDocument(format, fields, Stage.RETRIEVAL, POLICY, PlaceholderVault.fresh());
    }

    private static String redacted(StructuredFormat format, String document) {
        return redacted(redactor(format, Map.of()), List.of(document));
    }

    private static String redacted(StreamRedactor redactor, List<String> pieces) {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(redactor.push(piece)));
        return out.append(redactor.finish()).toString();
    }

    @Test
    void redactsCellsAndLeavesTheTableAsItIs() {
        String csv = """
                id,mail,note\r
                1,ada@example.com,"She said ""write, please"" to\nbob@example.com"\r
                2,,\r
                """;
        assertThat(redacted(StructuredFormat.CSV, csv)).isEqualTo("""
                id,mail,note\r
                1,<EMAIL_ADDRESS>,"She said ""write, please"" to\n<EMAIL_ADDRESS>"\r
                2,,\r
                """);
        assertThat(redacted(StructuredFormat.TSV, "a\tmail\n1, 2\tada@example.com"))
                .isEqualTo("a\tmail\n1, 2\t<EMAIL_ADDRESS>");
    }

    @Test
    void takesTheHeadOfAColumnForContext() {
        assertThat(redacted(StructuredFormat.SEMICOLON_CSV, "order;ssn\n536221234;1\n1;536221234\n"))
                .isEqualTo("order;ssn\n536221234;1\n1;<US_SSN>\n");
    }

    @Test
    void saysInWhichCellAndMemberItFound() {
        StreamRedactor table = redactor(StructuredFormat.CSV, Map.of());
        redacted(table, List.of("id,m/ail\n1,ada@example.com\n\n2,bob@example.com\n"));
        assertThat(table.places()).containsExactly("/0/m~1ail", "/1/m~1ail");
        StreamRedactor json = redactor(StructuredFormat.JSON, Map.of());
        redacted(json, Cuts.random("""
                {"a": [1, {"mail": "ada@example.com"}, ["bob@example.com"]], "eve@example.com": "carol@example.com"}
                """, new Random(1)));
        assertThat(json.places()).containsExactly("/a/1/mail", "/a/2/0", "/<EMAIL_ADDRESS>", "/<EMAIL_ADDRESS>");
        assertThat(json.findings()).hasSize(4);
    }

    @Test
    void redactsWholeFieldsWhateverIsInThem() {
        Map<String, Field> fields = Map.of("name", new Field("PERSON", Operator.REPLACE));
        StreamRedactor table = redactor(StructuredFormat.CSV, fields);
        assertThat(redacted(table, List.of("name,x\nada,1\n\"Lovelace, A\",2\n,3\n")))
                .isEqualTo("name,x\n<PERSON>,1\n\"<PERSON>\",2\n,3\n");
        assertThat(table.findings()).hasSize(2);
        assertThat(table.decision()).isEqualTo(Action.REDACT);
        assertThat(redacted(redactor(StructuredFormat.JSON, fields), List.of("{\"name\":17,\"n\":[{\"name\":null}]}")))
                .isEqualTo("{\"name\":\"<PERSON>\",\"n\":[{\"name\":null}]}");
    }

    @Test
    void keepsATableValidWhateverStandsInTheCells() {
        Map<String, Field> fields = Map.of("b", new Field("X", new Operator.Replace("a \"quoted\", cell")));
        assertThat(redacted(redactor(StructuredFormat.CSV, fields), List.of("b,c\n1,2\n\"3\",4")))
                .isEqualTo("b,c\na  quoted   cell,2\n\"a \"\"quoted\"\", cell\",4");
    }

    @Test
    void givesForAnyPiecesWhatItGivesForTheWhole() {
        Random random = new Random(4);
        List<String> parts = List.of(
                ",",
                ",",
                "\n",
                "\r\n",
                "\"",
                "\"\"",
                " ",
                "ada@example.com",
                "4111 1111 1111 1111",
                "ssn",
                "name",
                "536221234",
                "x",
                "😀",
                ";",
                "\t");
        Map<String, Field> fields = Map.of("name", new Field("PERSON", Operator.REPLACE));
        for (int round = 0; round < 800; round++) {
            StringBuilder table = new StringBuilder("name,ssn\n");
            for (int i = random.nextInt(40); i >= 0; i--) {
                table.append(parts.get(random.nextInt(parts.size())));
            }
            String whole = redacted(redactor(StructuredFormat.CSV, fields), List.of(table.toString()));
            assertThat(redacted(redactor(StructuredFormat.CSV, fields), Cuts.random(table.toString(), random)))
                    .as("round %d: %s", round, table)
                    .isEqualTo(whole);
        }
    }

    @Test
    void tellsFromASampleWhatColumnsHold() {
        ColumnTypes types = new ColumnTypes(text -> ENGINE.analyze(text));
        types.sample(StructuredFormat.CSV, """
                id,contact,ssn,comment
                1,ada@example.com,536221234,hello
                2,bob@example.com,536221235,write to eve@example.com or to me at home
                3,n/a,536221236,
                4,carol@example.com,536221237,x
                """);
        assertThat(types.types()).containsExactly(Map.entry("contact", "EMAIL_ADDRESS"), Map.entry("ssn", "US_SSN"));
    }

    @Test
    void namesNoneOfWhatItFinds() {
        StreamRedactor table = redactor(StructuredFormat.CSV, Map.of());
        redacted(table, List.of("id,ada@example.com\n1,bob@example.com\n"));
        assertThat(table.places()).containsExactly("/<EMAIL_ADDRESS>", "/0/<EMAIL_ADDRESS>");
        assertThat(table.findings()).extracting(Finding::start).containsExactly(0, 0);
    }
}
