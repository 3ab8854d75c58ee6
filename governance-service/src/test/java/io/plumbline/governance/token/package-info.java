/// Tests of tokens.
@NullMarked
package io.plumbline.governance.token;

import org.jspecify.annotations.NullMarked;
