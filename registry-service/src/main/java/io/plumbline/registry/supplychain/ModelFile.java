package io.plumbline.registry.supplychain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A file of a model version, as its document lists it. The registry never downloads it.
///
/// @param uri for example an address in S3 or an OCI reference
/// @param name the path of the file within the model
/// @param digest `sha256:` and 64 hexadecimal digits; null if the document has no such digest
/// @param head its first bytes; empty if the document has none
record ModelFile(
        String uri, @Nullable String name, @Nullable String digest, byte[] head) {

    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern IN_REFERENCE = Pattern.compile("@(sha256:[0-9a-f]{64})$");

    /// Returns the files of a version's document.
    static List<ModelFile> of(JsonNode document) {
        return document.path("artifacts").valueStream().map(ModelFile::read).toList();
    }

    private static ModelFile read(JsonNode artifact) {
        String uri = artifact.path("uri").asString("");
        String digest = artifact.path("digest").asString("");
        Matcher reference = IN_REFERENCE.matcher(uri);
        String known = SHA256.matcher(digest).matches() ? digest : reference.find() ? reference.group(1) : null;
        String name = artifact.path("name").asString("");
        return new ModelFile(uri, name.isEmpty() ? null : name, known, head(artifact));
    }

    private static byte[] head(JsonNode artifact) {
        try {
            return Base64.getDecoder().decode(artifact.path("head").asString(""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /// Returns the path that names the file in a manifest.
    String path() {
        return name == null ? pathOf(uri) : name;
    }

    private static String pathOf(String uri) {
        try {
            return Optional.ofNullable(new URI(uri).getPath()).orElse(uri);
        } catch (URISyntaxException e) {
            return uri;
        }
    }

    /// Returns the format of the file: the one that its first bytes prove, else an unsafe one that its name or
    /// its address promises, else the one of its name.
    FileFormat format() {
        return FileFormat.ofHead(head)
                .orElseGet(() -> names().map(FileFormat::ofName)
                        .filter(format -> format.danger().isPresent())
                        .findFirst()
                        .orElseGet(() -> FileFormat.ofName(path())));
    }

    /// Whether the format is known from the name alone, and every unsafe name has one of these extensions.
    boolean isAllowedBy(List<String> extensions) {
        return FileFormat.ofHead(head).isEmpty()
                && names().filter(text -> FileFormat.ofName(text).danger().isPresent())
                        .allMatch(text -> extensions.contains(FileFormat.extension(text)));
    }

    private Stream<String> names() {
        return Stream.of(path(), pathOf(uri));
    }
}
