package main

import "testing"

func TestPathsBothWays(t *testing.T) {
	for _, path := range []struct{ sdkType, sdk, bridge string }{
		{clientType, "tokenValidityUnits", "tokenValidityUnits"},
		{clientType, "tokenValidityUnits.idToken", "tokenValidityUnits[0].idToken"},
		{clientType, "refreshTokenRotation.feature", "refreshTokenRotations[0].feature"},
		{clientType, "callbackUrls[1]", "callbackUrls[1]"},
		{recordType, "aliases[0].name", "alias.name"},
		{recordType, "aliases", "alias"},
		{webACLType, "rules[2].statement.notStatement.statement.ipSet", "rules[2].statement.notStatement.statements[0].ipSet"},
		{poolType, `tags["a.b"]`, `tags["a.b"]`},
		{poolType, "passwordPolicy.minimumLength", "passwordPolicy.minimumLength"},
	} {
		if got := toBridgePath(path.sdkType, path.sdk); got != path.bridge {
			t.Errorf("toBridgePath(%q) = %q, want %q", path.sdk, got, path.bridge)
		}
		if got := toSdkPath(path.sdkType, path.bridge); got != path.sdk {
			t.Errorf("toSdkPath(%q) = %q, want %q", path.bridge, got, path.sdk)
		}
	}
}

func TestWhatIsNoPathIsLeftAlone(t *testing.T) {
	if got := toBridgePath(clientType, "a["); got != "a[" {
		t.Errorf("got %q", got)
	}
}
