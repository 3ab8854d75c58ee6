package io.plumbline.eval.sandbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param enabled whether programs are run at all
/// @param bubblewrap the program `bwrap` of bubblewrap 0.8 or later, by name or absolute path
/// @param python a Python 3 below `/usr`, as an absolute path
/// @param programsAtOnce maximum number of concurrent programs; 0: one per processor
@Validated
@ConfigurationProperties("plumbline.eval.sandbox")
public record SandboxProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("bwrap") String bubblewrap,
        @DefaultValue("/usr/bin/python3") String python,
        @DefaultValue("0") @Min(0) @Max(64) int programsAtOnce) {

    int threads() {
        return programsAtOnce == 0 ? Runtime.getRuntime().availableProcessors() : programsAtOnce;
    }
}
