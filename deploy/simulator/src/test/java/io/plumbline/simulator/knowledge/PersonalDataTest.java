package io.plumbline.simulator.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.knowledge.PersonalData.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Write to anna.b@mail.example.com please. | EMAIL  | anna.b@mail.example.com
            Write to <EMAIL_ADDRESS_1> please.       | EMAIL  | <EMAIL_ADDRESS_1>
            Write to [EMAIL_ADDRESS_KTQXM_RTWNK].    | EMAIL  | [EMAIL_ADDRESS_KTQXM_RTWNK]
            Pay from [IBAN_CODE_BCDFG_HJKMN] please. | IBAN   | [IBAN_CODE_BCDFG_HJKMN]
            It is [US_SSN_B2CDF_BBBBB].              | SSN    | [US_SSN_B2CDF_BBBBB]
            Write to [EMAIL:7f3a] please.            | EMAIL  | [EMAIL:7f3a]
            Write to {{EMAIL_2}} please.             | EMAIL  | {{EMAIL_2}}
            Write to EMAIL_ADDRESS_1 please.         | EMAIL  | EMAIL_ADDRESS_1
            Call +1 212-555-0147 please.             | PHONE  | +1 212-555-0147
            Call <PHONE_NUMBER_1> please.            | PHONE  | <PHONE_NUMBER_1>
            My card 4111 1111 1111 1111 is lost.     | CARD   | 4111 1111 1111 1111
            My card <CREDIT_CARD_1> is lost.         | CARD   | <CREDIT_CARD_1>
            From DE89 3704 0044 0532 0130 00 please. | IBAN   | DE89 3704 0044 0532 0130 00
            My number is 123-45-6789 there.          | SSN    | 123-45-6789
            Well, my name is Anna Smith and so on.   | PERSON | Anna Smith
            Here is <SOMETHING_9> for you.           | OTHER  | <SOMETHING_9>
            """)
    void findsItemsAndPlaceholders(String message, Kind kind, String item) {
        PersonalData found = PersonalData.in(message);

        assertThat(found.of(kind)).containsExactly(item);
        assertThat(found.rest()).doesNotContain(item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I paid 2,500 dollars on 2026-11-24 at 10 am.",
                "What is the APR? See [the list] and {this}.",
                "<b>IBAN</b> and BIC",
                ""
            })
    void leavesOtherTextAlone(String message) {
        assertThat(PersonalData.in(message).isEmpty()).isTrue();
        assertThat(PersonalData.in(message).rest()).isEqualTo(message);
    }
}
