/// Tests of signing in.
@NullMarked
package io.plumbline.governance.login;

import org.jspecify.annotations.NullMarked;
