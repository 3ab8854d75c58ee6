package io.plumbline.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledTreeTest {

    @Test
    void readsTheProofsOfEveryLeafOfSmallTrees() {
        List<Hash> leaves = leaves(70);
        for (int size = 1; size <= leaves.size(); size++) {
            MerkleTree tree = new MerkleTree(leaves.subList(0, size));
            CountingTiles tiles = CountingTiles.of(leaves);
            assertThat(new TiledTree(size, tiles).root()).isEqualTo(tree.root());
            for (int index = 0; index < size; index++) {
                assertThat(new TiledTree(size, tiles).inclusionProof(index))
                        .as("leaf %d of %d", index, size)
                        .isEqualTo(tree.inclusionProof(index));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
    void readsFewTilesOfLargeTrees(int size) {
        List<Hash> leaves = leaves(70_100);
        MerkleTree tree = new MerkleTree(leaves.subList(0, size));
        CountingTiles tiles = CountingTiles.of(leaves);
        int levels = size < 256 ? 1 : size < 65_536 ? 2 : 3;
        Set<Integer> indexes = new HashSet<>(Set.of(0, 1, size / 2, size - 2, size - 1));
        new Random(size).ints(5, 0, size).forEach(indexes::add);
        for (int index : indexes) {
            tiles.reads.clear();
            assertThat(new TiledTree(size, tiles).inclusionProof(index))
                    .as("leaf %d of %d", index, size)
                    .isEqualTo(tree.inclusionProof(index));
            assertThat(tiles.reads)
                    .as("tiles read for leaf %d of %d", index, size)
                    .hasSizeLessThanOrEqualTo(2 * levels)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesALeafBeyondItsSize() {
        TiledTree tree = new TiledTree(3, CountingTiles.of(leaves(5)));
        assertThatThrownBy(() -> tree.inclusionProof(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusionProof(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Hash.leaf(ByteBuffer.allocate(Integer.BYTES).putInt(i).array()));
        }
        return leaves;
    }

    /// Levels as a growing tree completes them, and which of their tiles were read.
    private static final class CountingTiles implements Tiles {
        private final Map<Integer, List<Hash>> levels = new HashMap<>();
        private final List<String> reads = new ArrayList<>();

        static CountingTiles of(List<Hash> leaves) {
            CountingTiles tiles = new CountingTiles();
            tiles.levels.put(0, leaves);
            CompactRange tree = CompactRange.empty();
            leaves.forEach(leaf -> tree.append(leaf, tiles::complete));
            return tiles;
        }

        private void complete(int level, long index, Hash hash) {
            List<Hash> hashes = levels.computeIfAbsent(level, key -> new ArrayList<>());
            assertThat(index).isEqualTo(hashes.size());
            hashes.add(hash);
        }

        @Override
        public List<Hash> read(int level, long first, int count) {
            assertThat(count).isBetween(1, WIDTH);
            reads.add(level + "/" + first);
            return levels.getOrDefault(level, List.of()).subList((int) first, (int) first + count);
        }
    }
}
