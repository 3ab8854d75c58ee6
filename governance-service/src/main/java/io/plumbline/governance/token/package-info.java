/// The authorization server, the only token issuer that services trust.
@NullMarked
package io.plumbline.governance.token;

import org.jspecify.annotations.NullMarked;
