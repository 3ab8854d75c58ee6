/// The authorization server: the only issuer of tokens that the services trust.
@NullMarked
package io.plumbline.governance.token;

import org.jspecify.annotations.NullMarked;
