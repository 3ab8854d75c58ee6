package io.plumbline.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Numbers come from transparency-dev/merkle at 417fb0c3, whose vectors follow RFC 6962.
class MerkleTest {
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void growsToThePublishedRoots() {
        CompactRange range = CompactRange.empty();
        assertThat(range.root().toHex()).isEqualTo(ROOTS.getFirst());
        for (int i = 0; i < INPUTS.size(); i++) {
            range.append(leaves().get(i));
            assertThat(range.size()).isEqualTo(i + 1);
            assertThat(range.root().toHex()).isEqualTo(ROOTS.get(i + 1));
            assertThat(new MerkleTree(leaves().subList(0, i + 1)).root()).isEqualTo(range.root());
        }
    }

    @Test
    void continuesFromAnEncodedRange() {
        CompactRange whole = CompactRange.empty();
        CompactRange resumed = CompactRange.empty();
        for (int i = 0; i < 300; i++) {
            Hash leaf = Hash.leaf(new byte[] {(byte) i});
            whole.append(leaf);
            resumed = CompactRange.decode(resumed.size(), resumed.encode());
            resumed.append(leaf);
            assertThat(resumed.root()).isEqualTo(whole.root());
        }
        byte[] encoded = whole.encode();
        assertThatThrownBy(() -> CompactRange.decode(301, encoded)).isInstanceOf(IllegalArgumentException.class);
    }

    @TestFactory
    Stream<DynamicTest> judgesInclusionProofsAsPublished() throws IOException {
        return vectors("inclusion.tsv")
                .map(vector -> DynamicTest.dynamicTest(String.join(" ", vector), () -> {
                    boolean holds = Boolean.parseBoolean(vector[0]);
                    assertThat(inclusion(vector)).isEqualTo(holds);
                }));
    }

    @TestFactory
    Stream<DynamicTest> judgesConsistencyProofsAsPublished() throws IOException {
        return vectors("consistency.tsv")
                .map(vector -> DynamicTest.dynamicTest(String.join(" ", vector), () -> {
                    boolean holds = Boolean.parseBoolean(vector[0]);
                    assertThat(consistency(vector)).isEqualTo(holds);
                }));
    }

    @Test
    void createsProofsThatVerifyAndNoOthers() {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            leaves.add(Hash.leaf(new byte[] {(byte) i}));
        }
        for (int size = 1; size <= leaves.size(); size++) {
            MerkleTree tree = new MerkleTree(leaves.subList(0, size));
            for (int index = 0; index < size; index++) {
                List<Hash> proof = tree.inclusionProof(index);
                assertThat(MerkleProofs.isIncluded(leaves.get(index), index, size, proof, tree.root()))
                        .isTrue();
                assertThat(MerkleProofs.isIncluded(Hash.EMPTY, index, size, proof, tree.root()))
                        .isFalse();
                assertThat(MerkleProofs.isIncluded(leaves.get(index), index + 1, size, proof, tree.root()))
                        .isFalse();
            }
            for (int first = 1; first <= size; first++) {
                Hash root = new MerkleTree(leaves.subList(0, first)).root();
                List<Hash> proof = tree.consistencyProof(first);
                assertThat(MerkleProofs.isConsistent(first, root, size, tree.root(), proof))
                        .isTrue();
                assertThat(MerkleProofs.isConsistent(first, Hash.EMPTY, size, tree.root(), proof))
                        .isFalse();
            }
        }
    }

    private static boolean inclusion(String[] vector) {
        try {
            return MerkleProofs.isIncluded(
                    subject(vector[3]),
                    Long.parseUnsignedLong(vector[1]),
                    Long.parseUnsignedLong(vector[2]),
                    proof(vector[5]),
                    subject(vector[4]));
        } catch (IllegalArgumentException e) {
            return false; // not even a hash
        }
    }

    private static boolean consistency(String[] vector) {
        try {
            return MerkleProofs.isConsistent(
                    Long.parseUnsignedLong(vector[1]),
                    subject(vector[2]),
                    Long.parseUnsignedLong(vector[3]),
                    subject(vector[4]),
                    proof(vector[5]));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Stream<String[]> vectors(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(MerkleTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1)).toList().stream();
        }
    }

    private static List<Hash> proof(String hashes) {
        return hashes.isEmpty()
                ? List.of()
                : Stream.of(hashes.split(",", -1)).map(MerkleTest::hash).toList();
    }

    /// What the proof is about. Some vectors have text there that is no hash; any hash of it serves them as well.
    private static Hash subject(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return bytes.length == 0 || bytes.length == Hash.BYTES ? Hash.of(bytes) : Hash.leaf(bytes);
    }

    /// A dash stands for a hash of no bytes.
    private static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex("-".equals(hex) ? "" : hex));
    }

    private static List<Hash> leaves() {
        return INPUTS.stream()
                .map(input -> Hash.leaf(HexFormat.of().parseHex(input)))
                .toList();
    }
}
