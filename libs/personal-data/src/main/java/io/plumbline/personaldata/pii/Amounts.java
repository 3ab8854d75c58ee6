package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// Amounts of money: pay, and others.
final class Amounts {

    private static final String AMOUNT = "\\d{1,3}([,. ']\\d{3})+([.,]\\d{2})?|\\d+([.,]\\d{1,2})?";
    private static final String CURRENCY = "[$€£¥₹₩]|usd|eur|gbp|chf|cad|aud|jpy|inr|sgd|cny|rs\\.?|us ?[$]|ca?[$]";

    private Amounts() {}

    static List<Recognizer> all() {
        return List.of(salary(), wages(), amount());
    }

    private static Recognizer salary() {
        return PatternRecognizer.of("SALARY")
                .form("amount of money", 0.55, money())
                .form("amount", 0.35, "\\d{1,3}([,.]\\d{3})+|\\d{2,3}k")
                .onlyWith(
                        "salary",
                        "salaries",
                        "remuneration",
                        "ctc",
                        "stipend",
                        "gehalt",
                        "lohn",
                        "salaire",
                        "sueldo",
                        "salario",
                        "stipendio",
                        "salaris",
                        "lön",
                        "年収",
                        "給与",
                        "工资",
                        "연봉")
                .build();
    }

    /// Words that denote sums as well as pay count only right before an amount of money.
    private static Recognizer wages() {
        return PatternRecognizer.of("SALARY")
                .named("pii.salary_labelled")
                .form("amount of money", 0.55, money())
                .onlyAfter("wage", "wages", "compensation", "payroll", "gross pay", "net pay", "income", "bonus")
                .joined()
                .build();
    }

    /// Amounts in an invoice or a statement: personal, but seldom sensitive.
    private static Recognizer amount() {
        return PatternRecognizer.of("AMOUNT")
                .form("amount of money", 0.1, money())
                .onlyWith(
                        "amount",
                        "total",
                        "balance",
                        "payment",
                        "invoice",
                        "due",
                        "price",
                        "fee",
                        "cost",
                        "deposit",
                        "transfer",
                        "transaction",
                        "charge",
                        "claim",
                        "damages",
                        "settlement",
                        "betrag",
                        "summe",
                        "montant",
                        "importe",
                        "importo",
                        "valor",
                        "bedrag")
                .build();
    }

    private static String money() {
        return "(" + CURRENCY + ") ?(" + AMOUNT + ")( ?(k|m|mn|bn|million|thousand))?|(" + AMOUNT + ")k? ?(" + CURRENCY
                + "|dollars|euros?|pounds)";
    }
}
