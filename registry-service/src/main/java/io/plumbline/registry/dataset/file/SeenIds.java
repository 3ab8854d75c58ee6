package io.plumbline.registry.dataset.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The ids of a file's records with their first lines, in 12 bytes each. An id is represented by the first 64
/// bits of its SHA-256; among a million different ids, a collision occurs once in 37 million files. Not
/// thread-safe.
final class SeenIds {

    private static final int INITIAL = 1024;
    private static final int NEVER = 0;

    private final MessageDigest sha256;
    /// Open addressing; a line of 0 marks a free slot.
    private long[] hashes = new long[INITIAL];
    private int[] lines = new int[INITIAL];
    private int size;

    SeenIds(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /// Returns the line where the id first occurred; 0 if it is new, and stores it with this line.
    ///
    /// @param line from 1
    int before(String id, int line) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        long hash = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        int place = placeOf(hash);
        if (lines[place] != NEVER) {
            return lines[place];
        }
        hashes[place] = hash;
        lines[place] = line;
        size++;
        return NEVER;
    }

    private int placeOf(long hash) {
        int mask = hashes.length - 1;
        int place = (int) hash & mask;
        while (lines[place] != NEVER && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldLines = lines;
        hashes = new long[oldHashes.length * 2];
        lines = new int[oldLines.length * 2];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != NEVER) {
                int place = placeOf(oldHashes[i]);
                hashes[place] = oldHashes[i];
                lines[place] = oldLines[i];
            }
        }
    }
}
