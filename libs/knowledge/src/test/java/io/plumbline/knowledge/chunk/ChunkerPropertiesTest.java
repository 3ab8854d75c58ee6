package io.plumbline.knowledge.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import io.plumbline.knowledge.document.ParsedDocument;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds for random documents of prose, code, tables, long words, emoji and accents.
class ChunkerPropertiesTest {

    private static final int DOCUMENTS = 60;
    private static final String[] WORDS = {
        "claim",
        "is",
        "Dr.",
        "paid",
        "e\u0301te\u0301",
        "😀",
        "👩\u200d⚕️",
        "3.5",
        "of",
        "Müller",
        "契約",
        "policy",
        "(see",
        "no.)"
    };
    private static final String[] ENDS = {". ", ".\n", "! ", "? ", ", ", " ", "\t", "\u00a0", "。"};

    @ParameterizedTest
    @EnumSource
    void losesNoTextAndKeepsOffsetsAndLimits(ChunkingStrategy strategy) {
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < DOCUMENTS; i++) {
            ParsedDocument document = document(random);
            int size = random.nextInt(ChunkingSettings.SMALLEST, 400);
            ChunkingSettings settings = new ChunkingSettings(strategy, size, random.nextInt(size / 2 + 1));

            List<Chunk> chunks = Chunker.of(settings, new WordsEmbedder()).chunk(document);

            int[] text = document.text().codePoints().toArray();
            BitSet covered = new BitSet();
            int start = -1;
            for (Chunk chunk : chunks) {
                assertThat(chunk.body()).isEqualTo(new String(text, chunk.start(), chunk.end() - chunk.start()));
                assertThat(chunk.body()).isNotBlank();
                assertThat(chunk.text().codePointCount(0, chunk.text().length()))
                        .isLessThanOrEqualTo(size);
                assertThat(chunk.start()).isGreaterThan(start);
                assertThat(chunk.ordinal()).isEqualTo(chunks.indexOf(chunk));
                start = chunk.start();
                covered.set(chunk.start(), chunk.end());
            }
            for (int at = 0; at < text.length; at++) {
                assertThat(covered.get(at) || Character.isWhitespace(text[at]) || Character.isSpaceChar(text[at]))
                        .as("code point %d of %s", at, document)
                        .isTrue();
            }
            keepsTablesWhole(document, chunks, size);
        }
    }

    private static void keepsTablesWhole(ParsedDocument document, List<Chunk> chunks, int size) {
        for (Block block : document.blocks()) {
            if (block.kind() == BlockKind.TABLE
                    && block.text().codePointCount(0, block.text().length()) <= size) {
                assertThat(chunks).extracting(Chunk::text).contains(block.text());
            }
        }
    }

    private static ParsedDocument document(SplittableRandom random) {
        List<Block> blocks = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            blocks.add(
                    switch (random.nextInt(6)) {
                        case 0 -> Block.heading(random.nextInt(1, 4), "Section " + i, i);
                        case 1 -> Block.listItem(1, prose(random, 12).strip(), i);
                        case 2 -> Block.table(table(random), i);
                        case 3 ->
                            Block.code(
                                    "x"
                                            + "y = z(1);\n"
                                                    .repeat(random.nextInt(1, 30))
                                                    .strip(),
                                    i);
                        case 4 -> Block.paragraph("w".repeat(random.nextInt(1, 900)), i);
                        default -> Block.paragraph(prose(random, 120).strip(), i);
                    });
        }
        return new ParsedDocument(blocks);
    }

    private static String table(SplittableRandom random) {
        StringBuilder rows = new StringBuilder("| name | amount |");
        int count = random.nextInt(25);
        for (int row = 0; row < count; row++) {
            rows.append("\n| ")
                    .append(prose(random, 8).strip().replace('\n', ' '))
                    .append(" | ")
                    .append(row)
                    .append(" |");
        }
        return rows.toString();
    }

    private static String prose(SplittableRandom random, int most) {
        StringBuilder prose = new StringBuilder("A");
        int count = random.nextInt(1, most);
        for (int i = 0; i < count; i++) {
            prose.append(WORDS[random.nextInt(WORDS.length)]).append(ENDS[random.nextInt(ENDS.length)]);
        }
        return prose.toString();
    }
}
