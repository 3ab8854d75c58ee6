package io.plumbline.console.asset;

import io.plumbline.kit.security.Permission;
import java.util.Locale;
import org.springframework.web.util.UriComponentsBuilder;

/// The two kinds of asset, which share their pages.
public enum AssetKind {
    MODEL(Permission.MODEL_READ, Permission.MODEL_WRITE, Permission.MODEL_PROMOTE),
    PROMPT(Permission.PROMPT_READ, Permission.PROMPT_WRITE, Permission.PROMPT_PROMOTE);

    private final Permission read;
    private final Permission write;
    private final Permission promote;

    AssetKind(Permission read, Permission write, Permission promote) {
        this.read = read;
        this.write = write;
        this.promote = promote;
    }

    /// Returns the word in sentences: `model`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the word in headings: `Model`.
    public String label() {
        return name().charAt(0) + word().substring(1);
    }

    /// Returns the segment of paths, of the API and of pages: `models`.
    public String segment() {
        return word() + "s";
    }

    /// Returns the address of the list.
    public String path() {
        return "/" + segment();
    }

    /// Returns the address of the page of an asset.
    public String page(String name) {
        return UriComponentsBuilder.fromPath(path() + "/{name}")
                .buildAndExpand(name)
                .encode()
                .toUriString();
    }

    /// Returns the address of the page of a version.
    public String versionPage(String name, int version) {
        return page(name) + "/versions/" + version;
    }

    Permission read() {
        return read;
    }

    Permission write() {
        return write;
    }

    Permission promote() {
        return promote;
    }
}
