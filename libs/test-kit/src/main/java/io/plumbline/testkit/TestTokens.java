package io.plumbline.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.TokenGrants;
import io.plumbline.kit.security.credential.AccessTokens;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Signs the tokens of tests, with one key for all of this JVM. Tokens of another issuer are still invalid.
/// Thread-safe.
///
/// The key has 1,024 bits. With 2,048, the registry's integration tests took a tenth more processor time.
final class TestTokens {

    private static final RSAKey KEY = newKey();

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(1024, true).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make the key of test tokens", e);
        }
    }

    /// The set of public keys (RFC 7517).
    String publicKeys() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    String sign(String issuer, String subject, Caller.ActorType type, Map<String, Role[]> roles) {
        Map<String, Set<Role>> grants = new HashMap<>();
        roles.forEach((team, list) -> {
            EnumSet<Role> set = EnumSet.noneOf(Role.class);
            set.addAll(Arrays.asList(list));
            grants.put(team, set);
        });
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(AccessTokens.TYPE))
                        .keyID(KEY.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(AccessTokens.AUDIENCE)
                        .subject(subject)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim(TokenGrants.ACTOR_TYPE, type.name())
                        .claim(TokenGrants.GRANTS, TokenGrants.claimOf(grants))
                        .build());
        try {
            jwt.sign(new RSASSASigner(KEY, Set.of(AllowWeakRSAKey.getInstance())));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a test token", e);
        }
        return jwt.serialize();
    }
}
