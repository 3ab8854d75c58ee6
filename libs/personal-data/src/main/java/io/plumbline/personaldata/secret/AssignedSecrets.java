package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.scan.Recognizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Credentials without a mark of their own, recognized by the name of the value: the families that gitleaks 8
/// knows, and keys of a provider's own configuration. A generic name (`api_key`, `token`) is enough for a
/// random-looking value.
///
/// Notation: [AssignedFormat#of].
final class AssignedSecrets {

    private static final String[] ROWS = {
        "ADAFRUIT_KEY adafruit w:32",
        "ADOBE_CLIENT_ID adobe h:32",
        "AIRTABLE_KEY airtable a:17",
        "ALGOLIA_KEY algolia a:32",
        "ALIBABA_SECRET_KEY alibaba|aliyun a:30",
        "ASANA_CLIENT_ID asana d:16",
        "ASANA_CLIENT_SECRET asana a:32",
        "ATLASSIAN_TOKEN atlassian|confluence|jira a:24 3.5",
        "AWS_SECRET_KEY secret s:40 3.5",
        "AZURE_STORAGE_KEY accountkey|storage_key|storagekey S:86-88 4",
        "AZURE_SHARED_ACCESS_KEY sharedaccesskey S:43-44 4",
        "AZURE_CLIENT_SECRET azure|client_secret|clientsecret|aad t:37-40 3.5",
        "BEAMER_TOKEN beamer b_ e:44",
        "BITBUCKET_CLIENT_ID bitbucket a:32",
        "BITBUCKET_CLIENT_SECRET bitbucket e:64",
        "BITTREX_KEY bittrex a:32",
        "BRAINTREE_KEY braintree h:32",
        "CHARGEBEE_KEY chargebee w:30-60",
        "CISCO_MERAKI_KEY meraki h:40",
        "CLOUDFLARE_KEY cloudflare w:37-40",
        "CODECOV_TOKEN codecov a:32",
        "COHERE_KEY cohere|co_api_key a:40 3.5",
        "COINBASE_TOKEN coinbase w:64",
        "CONFLUENT_KEY confluent a:16",
        "CONFLUENT_SECRET confluent S:64",
        "CONTENTFUL_TOKEN contentful e:43",
        "DATADOG_KEY datadog|dd_api|dd_app a:32-40",
        "DISCORD_TOKEN discord h:64",
        "DISCORD_CLIENT_ID discord d:18-19",
        "DISCORD_CLIENT_SECRET discord e:32",
        "DISCORD_TOKEN discord D:59-72",
        "DJANGO_SECRET_KEY django|secret_key t:50 3.5",
        "DRONECI_TOKEN droneci|drone_ a:32",
        "DROPBOX_TOKEN dropbox a:15",
        "DROPBOX_TOKEN dropbox sl. e:135",
        "DROPBOX_TOKEN dropbox e:64",
        "ETSY_TOKEN etsy a:24",
        "FACEBOOK_SECRET facebook|fb_app h:32",
        "FASTLY_KEY fastly e:32",
        "FINICITY_TOKEN finicity a:20-32",
        "FINNHUB_TOKEN finnhub a:20",
        "FLICKR_TOKEN flickr a:32",
        "FRESHBOOKS_TOKEN freshbooks a:64",
        "FREEMIUS_KEY freemius|secret_key sk_ t:29",
        "GITTER_TOKEN gitter w:40",
        "GOCARDLESS_TOKEN gocardless live_ e:40",
        "HEROKU_KEY heroku uuid",
        "HUBSPOT_KEY hubspot uuid",
        "INTERCOM_KEY intercom e:60",
        "JFROG_TOKEN jfrog|artifactory|bintray|xray a:64-73",
        "KRAKEN_TOKEN kraken S:80-90",
        "KUCOIN_TOKEN kucoin h:24",
        "KUCOIN_SECRET kucoin uuid",
        "LAUNCHDARKLY_TOKEN launchdarkly e:40",
        "LINEAR_CLIENT_SECRET linear h:32",
        "LINKEDIN_CLIENT_ID linkedin|linked_in|linked-in a:14",
        "LINKEDIN_CLIENT_SECRET linkedin|linked_in|linked-in a:16",
        "LOB_KEY lob live_ h:35",
        "LOB_KEY lob test_ h:35",
        "LOB_KEY lob live_pub_ h:31",
        "LOB_KEY lob test_pub_ h:31",
        "LOOKER_SECRET looker a:20-24",
        "MAILCHIMP_KEY mailchimp w:36-37",
        "MAILGUN_SIGNING_KEY mailgun w:50-53",
        "MATTERMOST_TOKEN mattermost a:26",
        "MAXMIND_KEY maxmind w:16-40",
        "MESSAGEBIRD_TOKEN messagebird|message-bird|message_bird a:25",
        "MESSAGEBIRD_CLIENT_ID messagebird|message-bird|message_bird uuid",
        "MISTRAL_KEY mistral a:32",
        "NETLIFY_TOKEN netlify e:40-46",
        "NEW_RELIC_KEY newrelic|new_relic|new-relic a:40-64",
        "NYTIMES_TOKEN nytimes|newyorktimes|new-york-times e:32",
        "OKTA_TOKEN okta 00 e:40 3.5",
        "PAGERDUTY_KEY pagerduty w:20-32 3",
        "PAYPAL_SECRET paypal w:60-80 3.5",
        "PLAID_CLIENT_ID plaid a:24 3",
        "PLAID_SECRET plaid a:30 3",
        "PRIVATEAI_TOKEN privateai|private_ai|private-ai a:32",
        "RAPIDAPI_TOKEN rapidapi|rapid_api w:50",
        "SENDBIRD_ID sendbird uuid",
        "SENDBIRD_TOKEN sendbird h:40",
        "SENTRY_TOKEN sentry h:64",
        "SIDEKIQ_SECRET contribsys t:17",
        "SNYK_TOKEN snyk uuid",
        "SONAR_TOKEN sonar e:40",
        "SOURCEGRAPH_TOKEN sourcegraph h:40",
        "SQUARESPACE_TOKEN squarespace uuid",
        "SUMOLOGIC_ID sumo su a:12",
        "SUMOLOGIC_TOKEN sumo a:64",
        "TELEGRAM_TOKEN telegr t:40-52 3.5",
        "TRAVIS_TOKEN travis a:22",
        "TWILIO_TOKEN twilio h:32",
        "TWITCH_TOKEN twitch a:30",
        "TWITTER_KEY twitter|x_api a:25",
        "TWITTER_SECRET twitter|x_api a:45-50",
        "TWITTER_TOKEN twitter w:36-70",
        "TWITTER_BEARER_TOKEN twitter t:100-130",
        "WEIGHTS_AND_BIASES_KEY wandb h:40",
        "YANDEX_TOKEN yandex t1. D:80-300",
        "ZENDESK_KEY zendesk a:40",
    };

    private AssignedSecrets() {}

    /// One recognizer for each kind of credential.
    static List<Recognizer> all() {
        Map<String, List<AssignedFormat>> byEntity = new LinkedHashMap<>();
        for (String row : ROWS) {
            AssignedFormat format = AssignedFormat.of(row);
            byEntity.computeIfAbsent(format.entityType(), entity -> new ArrayList<>())
                    .add(format);
        }
        List<AssignedFormat> formats =
                byEntity.values().stream().flatMap(List::stream).toList();
        return List.of(new AssignedSecretRecognizer(formats));
    }
}
