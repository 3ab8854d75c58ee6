package io.plumbline.personaldata.pii.crypto;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;
import java.util.Locale;

/// Addresses of crypto wallets. Bitcoin and related currencies (Litecoin, Dogecoin, Dash, Tron, Ripple) by their
/// checksum, Ethereum by that of EIP-55 if the case of its letters encodes one; Solana and Monero by their form
/// beside a context word.
public final class CryptoWallets {

    /// The letters `I`, `l` and `O` are excluded. Case-insensitive matching cannot check that; the checksum does.
    private static final String BASE58 = "[a-z1-9]";
    private static final String BECH32 = "[02-9ac-hj-np-z]";

    private CryptoWallets() {}

    public static List<Recognizer> all() {
        return List.of(
                base58("pii.crypto", "Base58Check", "[13lmdxta9]" + BASE58 + "{25,34}", Base58.BITCOIN),
                base58("pii.crypto_ripple", "Base58Check of Ripple", "r" + BASE58 + "{24,34}", Base58.RIPPLE),
                PatternRecognizer.of("CRYPTO")
                        .named("pii.crypto_segwit")
                        .form("Bech32", 0.5, "(bc|tb|ltc)1" + BECH32 + "{11,71}")
                        .judgedAsWritten(address -> Validity.of(Bech32.holds(address)))
                        .build(),
                PatternRecognizer.of("CRYPTO")
                        .named("pii.crypto_ethereum")
                        .form("Ethereum", 0.5, "0x[0-9a-f]{40}")
                        .judgedAsWritten(Ethereum::judge)
                        .context(words())
                        .build(),
                PatternRecognizer.of("CRYPTO")
                        .named("pii.crypto_unchecked")
                        .form("Monero", 0.5, "[48]" + BASE58 + "{94}")
                        .form("Solana", 0.3, BASE58 + "{43,44}")
                        .judgedAsWritten(address -> Validity.unless(address.equals(address.toLowerCase(Locale.ROOT))))
                        .onlyWith(words())
                        .build());
    }

    private static Recognizer base58(String name, String form, String pattern, Base58 alphabet) {
        return PatternRecognizer.of("CRYPTO")
                .named(name)
                .form(form, 0.5, pattern)
                .judgedAsWritten(address -> Validity.of(alphabet.checksumHolds(address)))
                .build();
    }

    private static String[] words() {
        return new String[] {
            "wallet", "btc", "bitcoin", "crypto", "ethereum", "eth", "solana", "sol", "monero", "xmr", "address"
        };
    }
}
