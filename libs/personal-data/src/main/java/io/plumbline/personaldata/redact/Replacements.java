package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.operator.FormatPreserving;
import io.plumbline.personaldata.operator.KeyedHash;
import io.plumbline.personaldata.operator.Masking;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.operator.Sealing;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.Optional;

/// Creates the replacements of values, within the conversation of a vault and with its keys. Thread-safe.
public final class Replacements {

    private final PlaceholderVault vault;
    private final SecretKeys keys;

    public Replacements(PlaceholderVault vault) {
        this.vault = vault;
        this.keys = vault.keys();
    }

    /// An operator's replacement for a value.
    ///
    /// @param entityType such as `EMAIL_ADDRESS`
    public String of(Operator operator, String entityType, String value) {
        return switch (operator) {
            case Operator.Placeholder _ -> vault.placeholderFor(entityType, value);
            case Operator.Surrogate(boolean reversible) -> vault.surrogateFor(entityType, value, reversible);
            case Operator.Replace(String newValue) -> newValue == null ? "<" + entityType + ">" : newValue;
            case Operator.Mask mask -> Masking.apply(mask, value);
            case Operator.MaskCount mask -> Masking.apply(mask, value);
            case Operator.Remove _ -> "";
            case Operator.Keep _ -> value;
            case Operator.Hash hash -> new KeyedHash(keys.key("hash")).hex(hash, entityType, value);
            case Operator.Encrypt encrypt -> new Sealing(keys).seal(value, encrypt.deterministic());
            case Operator.Decrypt _ -> new Sealing(keys).open(value).orElse(value);
            case Operator.FormatPreserve fpe ->
                orPlaceholder(
                        new FormatPreserving(keys).encrypt(fpe.alphabet(), fpe.luhn(), entityType, value),
                        entityType,
                        value);
            case Operator.FormatReveal fpe ->
                new FormatPreserving(keys)
                        .decrypt(fpe.alphabet(), fpe.luhn(), entityType, value)
                        .orElse(value);
        };
    }

    private String orPlaceholder(Optional<String> made, String entityType, String value) {
        return made.orElseGet(() -> vault.placeholderFor(entityType, value));
    }
}
