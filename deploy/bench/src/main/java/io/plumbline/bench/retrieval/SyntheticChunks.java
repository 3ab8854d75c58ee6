package io.plumbline.bench.retrieval;

import io.plumbline.knowledge.embedding.Vectors;
import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.IndexedChunk;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Chunks of generated words with generated vectors. Each chunk has a subject. Its vector is the subject's plus
/// noise in 48 dimensions, projected to 384, plus a little noise in all of them. Its 160 words are drawn by Zipf's
/// law from 50,000, every fifth of them from 200 of its subject. A fifth of the chunks is for one of ten groups, and
/// one in twenty is restricted.
final class SyntheticChunks {

    static final int DIMENSIONS = 384;

    private static final int LATENT = 48;
    private static final int WORDS = 50_000;
    private static final int WORDS_OF_CHUNK = 160;
    private static final int WORDS_OF_QUERY = 8;
    private static final int WORDS_OF_SUBJECT = 200;
    private static final int CHUNKS_OF_SUBJECT = 200;
    private static final int GROUPS = 10;
    private static final double SPREAD = .7;
    private static final double NOISE = .02;

    private final int subjects;
    private final float[][] projection = new float[DIMENSIONS][LATENT];

    SyntheticChunks(int count) {
        subjects = Math.max(1, count / CHUNKS_OF_SUBJECT);
        Random random = new Random(1);
        for (float[] row : projection) {
            for (int i = 0; i < LATENT; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
    }

    IndexedChunk chunk(int number) {
        Random random = random(number);
        int subject = random.nextInt(subjects);
        float[] vector = vector(subject, random);
        Set<String> readers = Set.of(random.nextInt(5) > 0 ? ChunkAccess.EVERYONE : "group:" + random.nextInt(GROUPS));
        Set<String> restrictions = random.nextInt(20) > 0 ? Set.of() : Set.of("gdpr:special-category");
        return new IndexedChunk(
                "chunk-" + number,
                words(subject, WORDS_OF_CHUNK, random),
                vector,
                new ChunkAccess("bench", readers, restrictions),
                Set.of("tag-" + random.nextInt(GROUPS)),
                Map.of("year", List.of(Integer.toString(2000 + random.nextInt(27)))));
    }

    /// The vector of a chunk or, for a negative number, of a query.
    float[] vector(int number) {
        Random random = random(number);
        return vector(random.nextInt(subjects), random);
    }

    /// Words as of a chunk on the subject of a query.
    String question(int number) {
        Random random = random(number);
        return words(random.nextInt(subjects), WORDS_OF_QUERY, random);
    }

    private static Random random(int number) {
        return new Random(0x9E3779B97F4A7C15L * (number + 1));
    }

    private float[] vector(int subject, Random random) {
        Random ofSubject = new Random(31L * subject + 7);
        float[] latent = new float[LATENT];
        for (int i = 0; i < LATENT; i++) {
            latent[i] = (float) (ofSubject.nextGaussian() + SPREAD * random.nextGaussian());
        }
        float[] vector = new float[DIMENSIONS];
        for (int row = 0; row < DIMENSIONS; row++) {
            float sum = 0;
            for (int i = 0; i < LATENT; i++) {
                sum += projection[row][i] * latent[i];
            }
            vector[row] = (float) (sum + NOISE * Math.sqrt(LATENT) * random.nextGaussian());
        }
        return Vectors.normalized(vector);
    }

    private static String words(int subject, int count, Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int word = i % 5 == 0
                    ? Math.floorMod(subject * 7_919 + random.nextInt(WORDS_OF_SUBJECT) * 13, WORDS)
                    : (int) Math.pow(WORDS, random.nextDouble());
            words.append("w")
                    .append(Integer.toString(word, Character.MAX_RADIX))
                    .append(' ');
        }
        return words.toString();
    }
}
