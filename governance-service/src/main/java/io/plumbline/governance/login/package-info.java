/// The login page: how people prove who they are.
@NullMarked
package io.plumbline.governance.login;

import org.jspecify.annotations.NullMarked;
