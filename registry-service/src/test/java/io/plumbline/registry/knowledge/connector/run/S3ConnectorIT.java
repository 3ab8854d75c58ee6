package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3ConnectorIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static Client engineer() {
        return registry.engineer("connect-s3");
    }

    private static String body(FakeBucket bucket, String secret) {
        return """
                {"source": {"kind": "S3", "s3": {"endpoint": "%s/", "region": "eu-central-1", "bucket": "docs",
                   "prefix": "hr/", "accessKeyId": "%s"}},
                 "secrets": {"secretAccessKey": "%s"}, "exclude": ["**/*.png"], "vanished": "DELETE"}
                """.formatted(bucket.url(), FakeBucket.KEY_ID, secret);
    }

    @Test
    void keepsAKnowledgeBaseCurrentWithABucket() throws IOException {
        try (FakeBucket bucket = new FakeBucket()) {
            bucket.objects.put("hr/", "");
            bucket.objects.put("hr/leave & travel+more (1).md", "# Leave");
            bucket.objects.put("hr/zażółć/*~=.txt", "Text");
            bucket.objects.put("hr/rates.csv", "a,b\n1,2\n");
            bucket.objects.put("hr/logo.png", "png");
            bucket.objects.put("it/other.md", "# Other");
            TestConnector connector = TestConnector.of(engineer(), "s3-current", body(bucket, FakeBucket.SECRET));
            assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 added 3");
            assertThat(connector.documents())
                    .isEqualTo("*~=.txt 1 []\nleave & travel+more (1).md 1 []\nrates.csv 1 []\n");
            assertThat(connector.outcome()).isEqualTo("COMPLETED seen 3 unchanged 3");
            bucket.objects.put("hr/rates.csv", "a,b\n1,3\n");
            bucket.objects.remove("hr/zażółć/*~=.txt");
            assertThat(connector.outcome()).isEqualTo("COMPLETED seen 2 changed 1 unchanged 1 deleted 1");

            engineer()
                    .put(connector.path(), body(bucket, "another-secret-that-is-wrong"))
                    .expect(200);
            assertThat(connector.outcome()).isEqualTo("FAILED http-403");
            assertThat(connector.documents()).contains("rates.csv 2");
        }
    }
}
