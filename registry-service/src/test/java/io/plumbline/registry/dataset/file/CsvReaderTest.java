package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    private final RecordedSink sink = new RecordedSink();

    private void read(String file) throws IOException {
        new CsvReader(',', Set.of("references", "messages"))
                .read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), sink);
    }

    @Test
    void namesCellsByTheHeader() throws IOException {
        read("""
                id,input,references,slice,note
                a,Why?,So.,,x
                b,"Is it ""true"", then?","[""Yes"",""No""]",s,
                """);
        assertThat(sink.faults).isEmpty();
        assertThat(sink.records)
                .containsExactly(
                        Map.of("id", "a", "input", "Why?", "references", List.of("So."), "note", "x"),
                        Map.of(
                                "id",
                                "b",
                                "input",
                                "Is it \"true\", then?",
                                "references",
                                List.of("Yes", "No"),
                                "slice",
                                "s"));
    }

    @Test
    void keepsLineEndsWithinQuotesAndCountsPhysicalLines() throws IOException {
        read("input,references\r\n\"one\r\ntwo\",x\r\n\r\n\"a,b\",y\r\n");
        assertThat(sink.records)
                .containsExactly(
                        Map.of("input", "one\ntwo", "references", List.of("x")),
                        Map.of("input", "a,b", "references", List.of("y")));
        assertThat(sink.lines).containsExactly(2, 5);
    }

    @Test
    void readsConversationsFromJson() throws IOException {
        read("messages,references\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"Hi\"\"}]\",Hello\n");
        assertThat(sink.records)
                .containsExactly(Map.of(
                        "messages", List.of(Map.of("role", "user", "content", "Hi")), "references", List.of("Hello")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a,b\"c|has a quote within an unquoted cell",
                "a,\"b\"c|has text after a closing quote",
                "a|has 1 cells where the header has 2",
                "a,b,c|has 3 cells where the header has 2"
            })
    void reportsABadRowAndGoesOn(String row, String message) throws IOException {
        read("input,references\n" + row + "\nWhy?,So.\n");
        assertThat(sink.faults).containsExactly("2: " + message);
        assertThat(sink.records).hasSize(1);
    }

    @Test
    void reportsBadJsonByItsColumn() throws IOException {
        read("input,references\nWhy?,[So.\nmessages\n");
        assertThat(sink.faults)
                .containsExactly(
                        "2/references: is not a well-formed JSON array", "3: has 1 cells where the header has 2");
    }

    @Test
    void reportsAnUnclosedQuote() throws IOException {
        read("input,references\n\"Why?,So.\nHow?,So.\n");
        assertThat(sink.faults).containsExactly("2: has a quote that is never closed");
        assertThat(sink.records).isEmpty();
    }

    @Test
    void givesUpOnAnOpenQuoteAfterAMillionCharacters() throws IOException {
        read("input,references\n\"" + ("x".repeat(999) + "\n").repeat(1_500) + "Why?,So.\n");
        assertThat(sink.faults.getFirst()).startsWith("2: is longer than 1000000 characters");
        assertThat(sink.records).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input,input", "input,", "input,\"", " ,input", "a\"b,input"})
    void refusesHeadersWithoutColumnNames(String header) throws IOException {
        read(header + "\nWhy?,So.\n");
        assertThat(sink.faults).hasSize(1);
        assertThat(sink.records).isEmpty();
    }

    @Test
    void readsNothingFromAnEmptyFile() throws IOException {
        read("");
        read("\n\n");
        read("input,references\n");
        assertThat(sink.faults).isEmpty();
        assertThat(sink.records).isEmpty();
    }

    @Test
    void keepsQuotesWithinCellsOfTabs() throws IOException {
        String file = "input\treferences\nWhy \"now\"?\tSo, it is.\n\"two\ttabs\"\t[\"a\"]\n";
        new CsvReader('\t', Set.of("references"))
                .read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), sink);
        assertThat(sink.faults).isEmpty();
        assertThat(sink.records)
                .containsExactly(
                        Map.of("input", "Why \"now\"?", "references", List.of("So, it is.")),
                        Map.of("input", "two\ttabs", "references", List.of("a")));
    }
}
