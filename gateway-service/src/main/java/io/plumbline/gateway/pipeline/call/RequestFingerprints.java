package io.plumbline.gateway.pipeline.call;

import io.plumbline.audit.UuidV7;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.guard.policy.TeamKeys;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.kit.security.Caller;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Computes the fingerprints by which the audit log shows that a caller repeats a request: the first 64 bits of
/// HMAC-SHA-256 over the digest of the caller, the user, the route and the redacted request, in hexadecimal.
///
/// The key belongs to the team and the day (UTC), and is derived from the key-encryption key, which is in no database
/// and in no log. A reader of the log can therefore neither test a guess of the text, nor link requests of different
/// callers, users or days. A person with the key-encryption key can test a guess. A caller can compare requests of
/// its own. Every replica computes the same fingerprint. Thread-safe.
@Component
public final class RequestFingerprints {

    private static final String PURPOSE = "request fingerprint ";
    private static final int BYTES = 8;

    /// Members that describe a call to the application or the provider, and do not change its answer.
    private static final Set<String> LABELS = Set.of("user", "metadata", "safety_identifier", "prompt_cache_key");

    private final TeamKeys keys;

    RequestFingerprints(TeamKeys keys) {
        this.keys = keys;
    }

    /// Call this once the guards have redacted the request, before passages are added. The day is that of the call's
    /// id, by which the log orders events.
    public String of(ResolvedCall call) {
        CallRequest request = call.request();
        Caller caller = call.client().caller();
        CallDigest digest = new CallDigest()
                .text(caller.type().name())
                .text(caller.id())
                .text(request.subject())
                .text(call.resolution().route())
                .text(request.surface().operationName());
        TreeMap<String, JsonNode> members = new TreeMap<>();
        request.body().properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        members.keySet().removeAll(LABELS);
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            digest.text(member.getKey()).json(member.getValue());
        }
        LocalDate day = LocalDate.ofInstant(UuidV7.instantOf(call.account().id()), ZoneOffset.UTC);
        byte[] code = keys.of(call.team()).hash(PURPOSE + day).digest(digest.end());
        return HexFormat.of().formatHex(code, 0, BYTES);
    }
}
