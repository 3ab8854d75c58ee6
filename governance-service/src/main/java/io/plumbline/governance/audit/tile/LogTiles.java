package io.plumbline.governance.audit.tile;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.merkle.Tiles;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.governance.audit.log.LogProblem;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The log in tiles, up to the signed checkpoint. Served tiles never change.
@Service
@Transactional(readOnly = true)
class LogTiles {

    private final PublishedLog log;

    LogTiles(PublishedLog log) {
        this.log = log;
    }

    /// Returns the concatenated hashes of a tile.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the log is shorter
    byte[] hashes(int level, TileAddress address) {
        requireSigned(level, address);
        try {
            List<Hash> hashes = log.tile(level, address.first(), address.width());
            ByteBuffer tile = ByteBuffer.allocate(hashes.size() * Hash.BYTES);
            hashes.forEach(hash -> tile.put(hash.toBytes()));
            return tile.array();
        } catch (MissingHashException e) {
            throw notIntact();
        }
    }

    /// Returns the events of a tile, each prefixed with its length in two bytes.
    byte[] entries(TileAddress address) {
        requireSigned(0, address);
        List<byte[]> entries = log.entries(address.first(), address.width());
        if (entries.size() != address.width()) {
            throw notIntact();
        }
        int length =
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer bundle = ByteBuffer.allocate(length);
        entries.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
        return bundle.array();
    }

    private void requireSigned(int level, TileAddress address) {
        long size = log.newestCheckpoint()
                .map(note -> Checkpoint.parse(note.text()).size())
                .orElse(0L);
        if (address.first() + address.width() > Tiles.length(level, size)) {
            throw TileAddress.notFound();
        }
    }

    private static RuntimeException notIntact() {
        return LogProblem.LOG_NOT_INTACT.because("Leaves or events are missing. Verify the whole log.");
    }
}
