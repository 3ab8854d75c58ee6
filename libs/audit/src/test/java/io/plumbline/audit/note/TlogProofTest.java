package io.plumbline.audit.note;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleTree;
import io.plumbline.audit.merkle.TiledTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Proofs, checked by code that shares nothing with what makes them.
class TlogProofTest {

    private static final NoteSigner SIGNER = NoteSigner.of("plumbline.example/audit", new byte[32]);
    private static final String VKEY = SIGNER.verifier().vkey();

    @Test
    void verifiesOfflineForEveryLeafOfEverySizeAndNothingElse() {
        List<byte[]> entries = IntStream.range(0, 71)
                .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        for (int size = 1; size <= 70; size++) {
            SignedNote checkpoint = checkpoint(entries.subList(0, size));
            for (int index = 0; index < size; index++) {
                String text = proof(entries.subList(0, size), index, checkpoint).format();
                assertThat(OfflineVerifier.holds(text, entries.get(index), VKEY))
                        .as("leaf %d of %d", index, size)
                        .isTrue();
                assertThat(OfflineVerifier.holds(text, entries.get(index + 1), VKEY))
                        .as("another leaf than %d of %d", index, size)
                        .isFalse();
                String moved = text.replace("\nindex " + index + "\n", "\nindex " + (index + 1) + "\n");
                assertThat(OfflineVerifier.holds(moved, entries.get(index), VKEY))
                        .as("leaf %d of %d at the next index", index, size)
                        .isFalse();
            }
        }
    }

    @Test
    void isTheTextOfTheSpecification() {
        List<byte[]> entries = List.of(new byte[] {1}, new byte[] {2}, new byte[] {3});
        SignedNote checkpoint = checkpoint(entries);
        String[] parts = proof(entries, 2, checkpoint).format().split("\n\n", 2);
        assertThat(parts[0])
                .isEqualTo("c2sp.org/tlog-proof@v1\nindex 2\n"
                        + Hash.node(Hash.leaf(entries.get(0)), Hash.leaf(entries.get(1)))
                                .toBase64());
        assertThat(parts[1]).isEqualTo(checkpoint.format()).startsWith("plumbline.example/audit\n3\n");
        SignedNote ofOne = checkpoint(entries.subList(0, 1));
        assertThat(proof(entries.subList(0, 1), 0, ofOne).format())
                .isEqualTo("c2sp.org/tlog-proof@v1\nindex 0\n\n" + ofOne.format());
    }

    @Test
    void doesNotVerifyWithAnotherKeyOrAnotherCheckpoint() {
        List<byte[]> entries = List.of(new byte[] {1}, new byte[] {2}, new byte[] {3});
        String text = proof(entries, 1, checkpoint(entries)).format();
        String other = NoteSigner.of("plumbline.example/audit", Arrays.copyOf(new byte[] {7}, 32))
                .verifier()
                .vkey();
        assertThat(OfflineVerifier.holds(text, entries.get(1), other)).isFalse();
        Hash root = new MerkleTree(entries.stream().map(Hash::leaf).toList()).root();
        assertThat(OfflineVerifier.holds(text.replace(root.toBase64(), Hash.EMPTY.toBase64()), entries.get(1), VKEY))
                .isFalse();
        assertThat(OfflineVerifier.holds(text.replace("\n3\n", "\n4\n"), entries.get(1), VKEY))
                .isFalse();
    }

    /// The judge is judged: by the vectors of transparency-dev/merkle, which the product's own verifier has to pass
    /// as well.
    @Test
    void isVerifiedLikePublishedProofs() throws IOException {
        try (InputStream in = Objects.requireNonNull(Hash.class.getResourceAsStream("inclusion.tsv"))) {
            List<String[]> vectors = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
            assertThat(vectors).hasSizeGreaterThan(90);
            for (String[] vector : vectors) {
                List<byte[]> path = vector[5].isEmpty()
                        ? List.of()
                        : Arrays.stream(vector[5].split(",", -1))
                                .map(hash -> HexFormat.of().parseHex(hash.equals("-") ? "" : hash))
                                .toList();
                byte[] root = OfflineVerifier.root(
                        HexFormat.of().parseHex(vector[3]),
                        Long.parseUnsignedLong(vector[1]),
                        Long.parseUnsignedLong(vector[2]),
                        path);
                assertThat(root != null && Arrays.equals(root, HexFormat.of().parseHex(vector[4])))
                        .as(String.join(" ", vector))
                        .isEqualTo(Boolean.parseBoolean(vector[0]));
            }
        }
    }

    /// Every vector of a folder with `inclusion.json` of transparency-dev/merkle, for who has a newer one:
    /// `-Dplumbline.merkle.vectors=FOLDER`.
    @Test
    @EnabledIfSystemProperty(named = "plumbline.merkle.vectors", matches = ".+")
    void verifiesTheVectorsOfAFolder() throws IOException {
        JsonNode vectors = JsonMapper.shared()
                .readTree(Files.readString(Path.of(System.getProperty("plumbline.merkle.vectors"), "inclusion.json")));
        assertThat(vectors).isNotEmpty();
        for (JsonNode vector : vectors) {
            List<byte[]> path = new ArrayList<>();
            vector.path("proof").forEach(hash -> path.add(decoded(hash)));
            byte[] root = OfflineVerifier.root(
                    decoded(vector.path("leafHash")),
                    vector.path("leafIdx").bigIntegerValue().longValue(),
                    vector.path("treeSize").bigIntegerValue().longValue(),
                    path);
            assertThat(root != null && Arrays.equals(root, decoded(vector.path("root"))))
                    .as(vector.path("desc").asString())
                    .isNotEqualTo(vector.path("wantErr").asBoolean());
        }
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString(""));
    }

    private static TlogProof proof(List<byte[]> entries, int index, SignedNote checkpoint) {
        List<Hash> leaves = entries.stream().map(Hash::leaf).toList();
        TiledTree tree =
                new TiledTree(leaves.size(), (level, first, count) -> leaves.subList((int) first, (int) first + count));
        return new TlogProof(index, tree.inclusionProof(index), checkpoint);
    }

    private static SignedNote checkpoint(List<byte[]> entries) {
        Hash root = new MerkleTree(entries.stream().map(Hash::leaf).toList()).root();
        return SIGNER.sign(new Checkpoint(SIGNER.name(), entries.size(), root).format());
    }
}
