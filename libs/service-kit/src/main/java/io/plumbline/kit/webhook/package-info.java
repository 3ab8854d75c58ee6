/// Webhooks as Standard Webhooks 1.0 defines them: secrets and signatures.
@NullMarked
package io.plumbline.kit.webhook;

import org.jspecify.annotations.NullMarked;
