package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.pii.crypto.CryptoWallets;
import io.plumbline.personaldata.pii.internet.EmailRecognizer;
import io.plumbline.personaldata.pii.internet.IpAddressRecognizer;
import io.plumbline.personaldata.pii.internet.SpelledEmailRecognizer;
import io.plumbline.personaldata.pii.internet.UrlRecognizer;
import io.plumbline.personaldata.pii.label.LabelledIds;
import io.plumbline.personaldata.pii.phone.PhoneRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.ArrayList;
import java.util.List;

/// The recognizers of personal data.
public final class PiiRecognizers {

    /// The default regions whose national telephone numbers are recognized.
    public static final List<String> DEFAULT_PHONE_REGIONS =
            List.of("US", "CA", "GB", "DE", "FR", "IT", "ES", "CH", "AT", "NL", "IN", "BR", "JP", "IL");

    private PiiRecognizers() {}

    /// All recognizers of personal data.
    ///
    /// @param phoneRegions two-letter codes; each costs one validation of every national candidate
    public static List<Recognizer> all(List<String> phoneRegions) {
        List<Recognizer> all = new ArrayList<>(List.of(
                new EmailRecognizer(),
                new SpelledEmailRecognizer(),
                new CreditCardRecognizer(),
                new IbanRecognizer(),
                new UsSsnRecognizer(),
                new PhoneRecognizer(phoneRegions),
                new IpAddressRecognizer(),
                new UrlRecognizer(),
                CredentialRecognizer.userNames(),
                CredentialRecognizer.passwords()));
        all.addAll(Dates.all());
        all.addAll(Banking.all());
        all.addAll(PaymentCards.all());
        all.addAll(Amounts.all());
        all.addAll(Devices.all());
        all.addAll(Vehicles.all());
        all.addAll(CryptoWallets.all());
        all.addAll(LabelledIds.all());
        all.addAll(PostalAddresses.all());
        return List.copyOf(all);
    }
}
