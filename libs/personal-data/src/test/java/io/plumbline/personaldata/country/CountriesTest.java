package io.plumbline.personaldata.country;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.PatternScores;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that authorities and standards publish as examples.
class CountriesTest {

    private static final SpanScanner SCANNER = new SpanScanner(CountryRecognizers.all());

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
        AT_SVNR,                   Sozialversicherungsnummer,     1237 010180
        AT_TAX_NUMBER,             Steuernummer,                  59-119/9013
        AT_VAT_ID,                 UID,                           ATU13585627
        BE_NATIONAL_NUMBER,        Rijksregisternummer,           85.07.30-033.28
        BE_VAT_ID,                 BTW,                           BE 0428.759.497
        BG_EGN,                    ЕГН,                           7523169263
        BG_VAT_ID,                 ДДС,                           BG175074752
        HR_OIB,                    OIB,                           33392005961
        CY_VAT_ID,                 VAT,                           CY10259033P
        CZ_BIRTH_NUMBER,           rodné číslo,                   710319/2745
        CZ_VAT_ID,                 DIČ,                           CZ25123891
        DK_CPR,                    CPR,                           211062-5629
        DK_CVR,                    CVR,                           13585628
        EE_IK,                     isikukood,                     36805280109
        EE_VAT_ID,                 KMKR,                          EE100931558
        LV_PERSONAL_CODE,          personas kods,                 161175-19997
        LV_VAT_ID,                 PVN,                           LV40003521600
        LT_ASMENS_KODAS,           asmens kodas,                  33309240064
        LT_VAT_ID,                 PVM,                           LT119511515
        FI_PERSONAL_IDENTITY_CODE, hetu,                          131052-308T
        FI_VAT_ID,                 ALV,                           FI20774740
        FR_NIR,                    numéro de sécurité sociale,    2 95 10 99 126 111 93
        FR_SPI,                    numéro fiscal,                 30 23 217 600 053
        FR_SIREN,                  SIREN,                         552 008 443
        FR_SIRET,                  SIRET,                         73282932000074
        FR_VAT_ID,                 TVA,                           FR40303265045
        DE_TAX_ID,                 Steuer-ID,                     86095742719
        DE_VAT_ID,                 USt-IdNr.,                     DE 136 695 976
        DE_SOCIAL_SECURITY,        Versicherungsnummer,           15070649C103
        DE_HEALTH_INSURANCE,       KVNR,                          A123456780
        DE_PASSPORT,               Reisepass,                     C01X00T41
        GR_AMKA,                   ΑΜΚΑ,                          01013099997
        GR_AFM,                    ΑΦΜ,                           094259216
        HU_VAT_ID,                 adószám,                       HU12892312
        HU_TAJ,                    TAJ,                           111 111 110
        IE_PPSN,                   PPS number,                    6433435F
        IE_VAT_ID,                 VAT,                           IE8D79739I
        IS_KENNITALA,              kennitala,                     120174-3399
        IT_FISCAL_CODE,            codice fiscale,                RCCMNL83S18D969H
        IT_VAT_CODE,               partita IVA,                   00743110157
        LU_NIN,                    matricule,                     1893120105732
        LU_VAT_ID,                 TVA,                           LU15027442
        MT_VAT_ID,                 VAT,                           MT11679112
        NL_BSN,                    BSN,                           111222333
        NL_VAT_ID,                 btw,                           NL004495445B01
        NO_FNR,                    fødselsnummer,                 15108695088
        NO_ORGNR,                  organisasjonsnummer,           988 077 917
        PL_PESEL,                  PESEL,                         44051401458
        PL_NIP,                    NIP,                           856-734-62-15
        PL_REGON,                  REGON,                         192598184
        PL_ID_CARD,                dowód osobisty,                ABA300000
        PL_PASSPORT,               paszport,                      ZS0000177
        PT_NIF,                    NIF,                           501 964 843
        PT_CC,                     cartão de cidadão,             00000000 0 ZZ4
        RO_CNP,                    CNP,                           1630615123457
        RO_VAT_ID,                 CUI,                           RO18547290
        SK_VAT_ID,                 IČ DPH,                        SK2022749619
        SI_EMSO,                   EMŠO,                          0101006500006
        SI_VAT_ID,                 DDV,                           SI50223054
        ES_NIF,                    DNI,                           54362315K
        ES_NIE,                    NIE,                           X-2482300-W
        ES_CIF,                    CIF,                           J99216582
        ES_VAT_ID,                 NIF-IVA,                       ESB58378431
        SE_PERSONNUMMER,           personnummer,                  880320-0016
        SE_ORGANISATIONSNUMMER,    organisationsnummer,           556703-7485
        SE_VAT_ID,                 moms,                          SE123456789701
        CH_AHV,                    AHV,                           756.9217.0769.85
        CH_UID,                    UID,                           CHE-100.155.212
        UK_NHS,                    NHS number,                    943 476 5919
        UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER, UTR,                 1955839661
        UK_VAT_ID,                 VAT,                           GB980780684
        US_NPI,                    NPI,                           1234567893
        MEDICAL_LICENSE,           DEA,                           BB1388568
        CA_HEALTH_NUMBER,          PHN,                           9698 658 215
        CA_BN,                     business number,               123026635 RC 0001
        BR_CPF,                    CPF,                           390.533.447-05
        BR_CNPJ,                   CNPJ,                          16.727.230/0001-97
        BR_CNPJ,                   CNPJ,                          12.ABC.345/01DE-35
        MX_CURP,                   CURP,                          BOXW310820HNERXN09
        MX_RFC,                    RFC,                           GODE561231GR8
        MX_CLABE,                  CLABE,                         032180000118359719
        AR_CUIT,                   CUIT,                          20-05536168-2
        AR_CBU,                    CBU,                           2850590940090418135201
        CL_RUT,                    RUT,                           12.531.909-2
        CO_NIT,                    NIT,                           213.123.432-1
        EC_CEDULA,                 cédula,                        171430710-3
        PE_RUC,                    RUC,                           20512333797
        VE_RIF,                    RIF,                           V-11470283-4
        IN_AADHAAR,                Aadhaar,                       2341 2341 2346
        SG_NRIC_FIN,               NRIC,                          S1234567D
        SG_UEN,                    UEN,                           201434292D
        KR_BRN,                    BRN,                           104-82-13138
        JP_MY_NUMBER,              マイナンバー,                  1234 5678 9018
        JP_CORPORATE_NUMBER,       法人番号,                      5835678256246
        CN_RESIDENT_ID,            身份证号码,                    11010519491231002X
        CN_USCC,                   统一社会信用代码,              91110000600037341L
        TW_NATIONAL_ID,            身分證,                        A123456789
        HK_ID,                     HKID,                          A123456(3)
        TH_TNIN,                   เลขประจำตัวประชาชน,             1234567890121
        AU_ABN,                    ABN,                           51 824 753 556
        AU_ACN,                    ACN,                           004 085 616
        AU_TFN,                    TFN,                           123 456 782
        AU_MEDICARE,               Medicare,                      2123 45670 1
        NZ_IRD,                    IRD number,                    49-098-576
        NZ_NHI,                    NHI,                           ZZZ0016
        TR_NATIONAL_ID,            TC kimlik no,                  10000000146
        TR_TAX_ID,                 vergi no,                      4540536920
        IL_ID,                     teudat zehut,                  039337423
        ZA_ID_NUMBER,              identity number,               8001015009087
        RU_INN,                    ИНН,                           7707083893
        RU_INN,                    ИНН,                           500100732259
        RU_SNILS,                  СНИЛС,                         112-233-445 95
        RU_OGRN,                   ОГРН,                          1027700132195
        UA_RNOKPP,                 РНОКПП,                        1759013776
        RS_JMBG,                   JMBG,                          0101006500006
        """)
    void knowsPublishedNumbersAndFewWithAnotherDigit(String entityType, String word, String number) {
        String text = word + ": " + number + ".";

        assertThat(certain(text, entityType)).contains(number);
        List<String> wrong = withAnotherDigit(number);
        assertThat(wrong.stream()
                        .filter(each ->
                                certain(word + ": " + each + ".", entityType).contains(each)))
                .as("of %s", wrong)
                .hasSizeLessThanOrEqualTo(wrong.size() / 2);
    }

    /// One variant for each digit, increased by one; some digits are not covered by the check.
    private static List<String> withAnotherDigit(String number) {
        List<String> wrong = new ArrayList<>();
        for (int at = 0; at < number.length(); at++) {
            char digit = number.charAt(at);
            if (Character.isDigit(digit)) {
                wrong.add(number.substring(0, at) + (char) (digit == '9' ? '0' : digit + 1) + number.substring(at + 1));
            }
        }
        return wrong;
    }

    private static List<String> certain(String text, String entityType) {
        return SCANNER.detect(text, Deadline.NONE).stream()
                .filter(finding -> finding.entityType().equals(entityType) && finding.score() >= PatternScores.CERTAIN)
                .map(finding -> text.substring(finding.start(), finding.end()))
                .distinct()
                .toList();
    }

    @Test
    void believesNumbersOnlyInContext() {
        assertThat(SCANNER.detect("The order 44051401458 has been sent.", Deadline.NONE))
                .isEmpty();
        assertThat(SCANNER.asking(Set.of("PL_PESEL")).detect("The order 44051401458 has been sent.", Deadline.NONE))
                .singleElement()
                .returns(PatternScores.CERTAIN, Finding::score);
        assertThat(best("PESEL 44051401458").entityType()).isEqualTo("PL_PESEL");
        assertThat(best("el paciente 1630615123457").score()).isEqualTo(PatternScores.CERTAIN);
    }

    @Test
    void takesWordsOfAnyLanguageOfTheLand() {
        assertThat(best("Numéro AVS 7569217076985").entityType()).isEqualTo("CH_AHV");
        assertThat(best("주민등록번호 9601211234567").entityType()).isEqualTo("KR_RRN");
        assertThat(best("мой паспорт 45 08 123456").entityType()).isEqualTo("RU_PASSPORT");
    }

    private static Finding best(String text) {
        return SCANNER.detect(text, Deadline.NONE).stream()
                .max((one, other) -> Double.compare(one.score(), other.score()))
                .orElseThrow();
    }

    @Test
    void findsNothingInProse() {
        String prose =
                "In 1969 about 600 million people watched two men walk 3.5 km from here; by May 12, 2024 at 10 am the"
                        + " video had 1,234,567 views, and version 2.10.4 of the player took 120 ms per frame. He is 42,"
                        + " it is in 5 of 7 books (pp. 100-120), ISBN 978-3-16-148410-0, and costs $19.99 or 17.49 euros.";

        assertThat(SCANNER.detect(prose, Deadline.NONE)).isEmpty();
    }

    @Test
    void describesEachIdentifierOnce() {
        Set<String> seen = new HashSet<>();
        for (Country country : CountryRecognizers.countries()) {
            assertThat(country.code()).matches("[A-Z]{2}");
            for (Identifier identifier : country.identifiers()) {
                assertThat(seen.add(identifier.entityType()))
                        .as(identifier.entityType())
                        .isTrue();
                assertThat(identifier.forms()).as(identifier.entityType()).isNotEmpty();
                assertThat(identifier.description()).as(identifier.entityType()).isNotBlank();
                assertThat(identifier.source()).as(identifier.entityType()).isNotBlank();
                assertThat(identifier.context()).as(identifier.entityType()).isNotEmpty();
            }
        }
    }
}
