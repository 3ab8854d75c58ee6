package io.plumbline.registry.supplychain;

import io.plumbline.kit.problem.ProblemException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files that a signature covers: the in-toto statement of OpenSSF Model Signing 1.0.
///
/// @param files path → SHA-256 digest in hex
/// @param digest the root digest of the statement, `sha256:` and 64 hexadecimal digits
record SignedManifest(Map<String, String> files, String digest) {

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_FILES = 10_000;
    private static final int MAX_PATH = 1_000;

    /// Reads a statement whose signature was verified.
    ///
    /// @throws ProblemException 422 if it is not a statement of that specification
    static SignedManifest read(byte[] payload) {
        JsonNode statement;
        try {
            statement = JsonMapper.shared().readTree(payload);
        } catch (JacksonException e) {
            throw invalid("The signed payload is not JSON.");
        }
        if (!STATEMENT.equals(statement.path("_type").asString(""))
                || !PREDICATE.equals(statement.path("predicateType").asString(""))) {
            throw invalid("The payload must be an in-toto statement with the predicate " + PREDICATE + ".");
        }
        JsonNode predicate = statement.path("predicate");
        if (!"files".equals(predicate.path("serialization").path("method").asString(""))) {
            throw invalid("Only the serialisation method `files` is supported. Sign the model without shards.");
        }
        JsonNode resources = predicate.path("resources");
        if (!resources.isArray() || resources.isEmpty() || resources.size() > MAX_FILES) {
            throw invalid("The statement must list 1 to " + MAX_FILES + " files.");
        }
        Map<String, String> files = new TreeMap<>();
        MessageDigest root = TrustedSigner.sha256();
        for (JsonNode resource : resources) {
            String path = path(resource);
            String digest = digest(resource);
            if (files.put(path, digest) != null) {
                throw invalid("The statement lists a file twice.");
            }
            root.update(HexFormat.of().parseHex(digest));
        }
        String rootDigest = TrustedSigner.hex(root.digest());
        JsonNode subject = statement.path("subject");
        if (subject.size() != 1
                || !rootDigest.equals(
                        subject.path(0).path("digest").path("sha256").asString(""))) {
            throw invalid("The digest of the statement's subject does not match its files.");
        }
        return new SignedManifest(Map.copyOf(files), "sha256:" + rootDigest);
    }

    /// Returns the root digest in hex.
    String sha256() {
        return digest.substring("sha256:".length());
    }

    private static String path(JsonNode resource) {
        String path = resource.path("name").asString("");
        boolean escapes = path.startsWith("/") || List.of(path.split("/", -1)).contains("..");
        if (path.isEmpty() || path.length() > MAX_PATH || escapes) {
            throw invalid("The statement lists a file without a relative path.");
        }
        return path;
    }

    private static String digest(JsonNode resource) {
        String digest = resource.path("digest").asString("");
        if (!"sha256".equals(resource.path("algorithm").asString(""))
                || !DIGEST.matcher(digest).matches()) {
            throw invalid("Only SHA-256 digests of files are supported.");
        }
        return digest;
    }

    /// Checks that the statement covers every file of a version.
    ///
    /// @throws ProblemException 422 naming the first file that it does not cover
    void cover(List<ModelFile> listed) {
        if (listed.isEmpty()) {
            throw invalid("The version lists no artifacts that a signature could cover. Register a version with them.");
        }
        for (ModelFile file : listed) {
            if (file.digest() == null) {
                throw invalid("The artifact " + file.uri()
                        + " has no SHA-256 digest to compare. Register a version with it.");
            }
            if (files.entrySet().stream().noneMatch(signed -> isSame(file, signed.getKey(), signed.getValue()))) {
                throw invalid("The signature does not cover the artifact " + file.uri()
                        + ": no signed file has its path and digest.");
            }
        }
    }

    private static boolean isSame(ModelFile file, String path, String digest) {
        boolean named = file.path().equals(path) || file.path().endsWith("/" + path);
        return named && ("sha256:" + digest).equals(file.digest());
    }

    static ProblemException invalid(String detail) {
        return SupplyChainProblem.SIGNATURE_INVALID.because(detail);
    }
}
