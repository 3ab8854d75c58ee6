/// The credentials of requests: API keys and access tokens.
@NullMarked
package io.plumbline.kit.security.credential;

import org.jspecify.annotations.NullMarked;
