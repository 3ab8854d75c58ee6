package io.plumbline.governance.audit.tile;

import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.PublicPaths;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The log for tools that verify it completely (c2sp.org/tlog-tiles): hashes are public, events require
/// permission.
@RestController
class TileController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl FOR_ONE =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final LogTiles tiles;

    TileController(LogTiles tiles) {
        this.tiles = tiles;
    }

    @Bean
    static PublicPaths hashTiles() {
        return PublicPaths.of("/tile/{level:[0-9]+}/**");
    }

    /// Returns a tile of up to 256 hashes of a level: `/tile/0/x001/234`, or `/tile/0/x001/234.p/12` for the
    /// first 12.
    @GetMapping(path = "/tile/{level:0|[1-9][0-9]*}/{*tile}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @OpenToAll
    ResponseEntity<byte[]> hashes(@PathVariable @Min(0) @Max(63) int level, @PathVariable String tile) {
        return ResponseEntity.ok().cacheControl(FOR_EVER).body(tiles.hashes(level, TileAddress.parse(tile)));
    }

    /// Returns the events of a tile of level 0, each prefixed with its length in two bytes.
    @GetMapping(path = "/tile/entries/{*tile}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @RequiresPermission(Permission.AUDIT_READ)
    ResponseEntity<byte[]> entries(@PathVariable String tile) {
        return ResponseEntity.ok().cacheControl(FOR_ONE).body(tiles.entries(TileAddress.parse(tile)));
    }
}
