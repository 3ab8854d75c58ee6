package io.plumbline.guardrails.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "en | Please tell me what the balance of my account is and how I can close it.",
                "de | Bitte sagen Sie mir, wie hoch der Stand auf dem Konto ist und wie ich es schließe.",
                "fr | Je voudrais savoir quel est le solde de mon compte et comment le fermer, merci.",
                "es | Quiero saber cuál es el saldo de mi cuenta y cómo se puede cerrar, por favor.",
                "it | Vorrei sapere qual è il saldo del mio conto e come si può chiudere, per favore.",
                "pt | Não sei qual é o saldo da minha conta e como se pode fechar, você pode me dizer?",
                "nl | Ik wil graag weten wat het saldo van mijn rekening is en hoe ik die kan sluiten.",
                "pl | Nie wiem, jakie jest saldo na moim koncie i jak się je zamyka, proszę o pomoc.",
                "ja | 口座の残高を教えてください。",
                "ko | 계좌 잔액을 알려 주세요.",
                "zh | 请告诉我账户余额。",
                "el | Ποιο είναι το υπόλοιπο;",
                "none | 4111 1111 1111 1111",
                "none | Balance, account, close!",
                "none | OK"
            })
    void isToldByItsSmallWordsAndItsScript(String language, String text) {
        assertThat(TextLanguage.of(text)).isEqualTo(language);
    }
}
