package io.plumbline.personaldata.pii.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/// The national numbers of one region: their lengths and whether they are written with a trunk prefix. Checked
/// before libphonenumber's own, slower validation.
final class PhoneRegion {

    private static final int MAX_DIGITS = 15;
    private static final String ITALY = "IT";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;
    private final int countryCode;
    private final String trunkPrefix;
    private final boolean[] possible = new boolean[MAX_DIGITS + 1];

    PhoneRegion(String region) {
        if (!numbers.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("libphonenumber has no region " + region);
        }
        this.region = region;
        this.countryCode = numbers.getCountryCodeForRegion(region);
        String prefix = numbers.getNddPrefixForRegion(region, true);
        this.trunkPrefix = prefix == null || region.equals(ITALY) ? "" : prefix;
        for (int length = 4; length <= MAX_DIGITS; length++) {
            long smallest = Math.powExact(10L, length - 1);
            PhoneNumber sample = new PhoneNumber().setCountryCode(countryCode).setNationalNumber(smallest);
            possible[length] = numbers.isPossibleNumberWithReason(sample) == ValidationResult.IS_POSSIBLE;
        }
    }

    /// Whether these digits, dialled within the region, are a valid number of it. If the region writes a trunk
    /// prefix `0`, the prefix is required.
    boolean isValid(CharSequence digits) {
        boolean prefixed = !trunkPrefix.isEmpty()
                && digits.length() > trunkPrefix.length()
                && CharSequence.compare(digits.subSequence(0, trunkPrefix.length()), trunkPrefix) == 0;
        if (!prefixed && trunkPrefix.equals("0") && !trunkIsOptional()) {
            return false;
        }
        int from = prefixed ? trunkPrefix.length() : 0;
        int length = digits.length() - from;
        if (length > MAX_DIGITS || !possible[length]) {
            return false;
        }
        PhoneNumber number = new PhoneNumber()
                .setCountryCode(countryCode)
                .setNationalNumber(Long.parseLong(digits, from, digits.length(), 10));
        if (digits.charAt(from) == '0') {
            if (!region.equals(ITALY)) {
                return false;
            }
            number.setItalianLeadingZero(true);
        }
        return numbers.isValidNumberForRegion(number, region);
    }

    /// In India, Brazil and China mobile numbers are written without the trunk prefix.
    private boolean trunkIsOptional() {
        return region.equals("IN") || region.equals("BR") || region.equals("CN");
    }

    /// North American numbers are written in groups of 3, 3 and 4.
    boolean isNorthAmerican() {
        return countryCode == 1;
    }
}
