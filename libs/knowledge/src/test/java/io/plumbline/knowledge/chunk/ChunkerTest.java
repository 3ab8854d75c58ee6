package io.plumbline.knowledge.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.MarkdownReader;
import io.plumbline.knowledge.document.ParsedDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static final String HANDBOOK = """
            # Claims

            ## Deadlines

            Report a claim within 30 days. Dr. Weber decides on later ones, e.g. after an illness.

            ## Payments

            Payments take five days.
            """;

    @Test
    void beginsAChunkAtEachHeadingAndKeepsItsPath() {
        List<Chunk> chunks = chunk(ChunkingStrategy.HEADING, 200, 50, new MarkdownReader().read(HANDBOOK));

        assertThat(chunks)
                .extracting(Chunk::headings)
                .containsExactly(List.of("Claims", "Deadlines"), List.of("Claims", "Payments"));
        assertThat(chunks.get(1).body()).isEqualTo("Payments\n\nPayments take five days.");
    }

    @Test
    void doesNotLeaveAHeadingAtTheEndOfAChunk() {
        List<Chunk> chunks = chunk(ChunkingStrategy.RECURSIVE, 115, 0, new MarkdownReader().read(HANDBOOK));

        assertThat(chunks).extracting(Chunk::body).noneMatch(body -> body.endsWith("Payments"));
        assertThat(chunks).extracting(Chunk::headings).contains(List.of("Claims", "Payments"));
    }

    @Test
    void cutsBetweenSentencesButNotAfterAbbreviations() {
        List<Chunk> chunks = chunk(
                ChunkingStrategy.SENTENCE,
                60,
                0,
                prose("Report a claim within 30 days. Dr. J. Weber decides on later ones, e.g. some. It is final."));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly(
                        "Report a claim within 30 days.",
                        "Dr. J. Weber decides on later ones, e.g. some. It is final.");
    }

    @Test
    void repeatsWholeSentencesWithinTheOverlap() {
        List<Chunk> chunks = chunk(
                ChunkingStrategy.SENTENCE,
                60,
                25,
                prose("One two three four five. Six seven eight. Nine ten eleven and twelve."));

        assertThat(chunks)
                .extracting(Chunk::body)
                .containsExactly(
                        "One two three four five.",
                        "two three four five. Six seven eight.",
                        "Six seven eight. Nine ten eleven and twelve.");
    }

    @Test
    void repeatsTheHeaderOfATableThatIsCut() {
        String row = "| Anna Example | 1,250.00 |";
        ParsedDocument document = new ParsedDocument(
                List.of(Block.table("| name | amount |\n|---|---|\n" + String.join("\n", row, row, row, row), 3)));

        List<Chunk> chunks = chunk(ChunkingStrategy.RECURSIVE, 90, 20, document);

        assertThat(chunks).hasSizeGreaterThan(1).allSatisfy(chunk -> {
            assertThat(chunk.text())
                    .startsWith("| name | amount |\n|---|---|\n| Anna")
                    .endsWith("|");
            assertThat(chunk.page()).isEqualTo(3);
        });
        assertThat(chunks).extracting(Chunk::header).first().isEqualTo("");
    }

    @Test
    void beginsAChunkWhereTheSubjectChanges() {
        String claims = "The claim is paid after the claim report. A claim needs a claim report to be paid. ";
        String weather = "Rain falls on green hills today. Green hills see rain and more rain. ";

        List<Chunk> chunks = chunk(
                ChunkingStrategy.SEMANTIC,
                400,
                0,
                prose(claims.repeat(2) + weather.repeat(2).strip()));

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).body()).isEqualTo(weather.repeat(2).strip());
    }

    @Test
    void refusesSettingsThatCannotBeKept() {
        assertThatThrownBy(() -> new ChunkingSettings(ChunkingStrategy.FIXED, 49, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChunkingSettings(ChunkingStrategy.FIXED, 100, 51))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ParsedDocument prose(String text) {
        return new ParsedDocument(List.of(Block.paragraph(text, 0)));
    }

    private static List<Chunk> chunk(ChunkingStrategy strategy, int size, int overlap, ParsedDocument document) {
        return Chunker.of(new ChunkingSettings(strategy, size, overlap), new WordsEmbedder())
                .chunk(document);
    }
}
