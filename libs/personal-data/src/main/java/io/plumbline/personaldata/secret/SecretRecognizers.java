package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.scan.Recognizer;
import java.util.ArrayList;
import java.util.List;

/// The recognizers of credentials.
public final class SecretRecognizers {

    private SecretRecognizers() {}

    /// All recognizers of credentials.
    public static List<Recognizer> all() {
        List<Recognizer> recognizers = new ArrayList<>();
        recognizers.add(new PrivateKeyRecognizer());
        recognizers.add(new JwtRecognizer());
        recognizers.add(new ConnectionStringRecognizer());
        recognizers.addAll(MarkedTokens.all());
        recognizers.addAll(AssignedSecrets.all());
        return List.copyOf(recognizers);
    }
}
