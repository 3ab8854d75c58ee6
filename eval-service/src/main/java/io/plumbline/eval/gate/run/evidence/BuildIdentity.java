package io.plumbline.eval.gate.run.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The identity of this build: its version, and the digest of its archive.
public final class BuildIdentity {

    private BuildIdentity() {}

    /// Returns `version` and `digest` if known; classes in a directory have neither.
    public static Map<String, String> read() {
        Map<String, String> code = new TreeMap<>();
        String version = BuildIdentity.class.getPackage().getImplementationVersion();
        code.put("version", version == null ? "unknown" : version);
        CodeSource source = BuildIdentity.class.getProtectionDomain().getCodeSource();
        try {
            Path archive = source == null ? null : Path.of(source.getLocation().toURI());
            if (archive != null && Files.isRegularFile(archive)) {
                code.put("digest", "sha256:" + digest(archive));
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            // The version alone then.
        }
        return Map.copyOf(code);
    }

    private static String digest(Path archive) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(archive), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
