package io.plumbline.eval.rubric;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The digest of a rubric: equal digests mean equal text, whatever the names.
final class RubricDigest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private RubricDigest() {}

    /// @throws ProblemException 400 for text that cannot be stored, for example a NUL
    static String of(RubricDocument document) {
        try {
            byte[] canonical = CanonicalJson.bytes(JSON.convertValue(document.ofTeam(null), FIELDS));
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (IllegalArgumentException e) {
            throw RubricProblem.RUBRIC_INVALID.because(
                    "A text contains something that cannot be stored: a NUL or an unpaired surrogate.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
