package main

import (
	"context"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// engineForBridge is the engine as the bridge sees it. What the bridge logs is about resources by its own names; the
// engine would show a second resource beside the one that is meant.
type engineForBridge struct {
	pulumirpc.UnimplementedEngineServer
	engine pulumirpc.EngineClient
}

// serveEngineForBridge starts it, and gives the port that it listens on.
func serveEngineForBridge(engine pulumirpc.EngineClient) (port int, err error) {
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Init: func(server *grpc.Server) error {
		pulumirpc.RegisterEngineServer(server, &engineForBridge{engine: engine})
		return nil
	}})
	return handle.Port, err
}

func (e *engineForBridge) Log(ctx context.Context, q *pulumirpc.LogRequest) (*emptypb.Empty, error) {
	q.Urn = toSdkURN(q.GetUrn())
	return e.engine.Log(ctx, q)
}

func (e *engineForBridge) GetRootResource(
	ctx context.Context, q *pulumirpc.GetRootResourceRequest,
) (*pulumirpc.GetRootResourceResponse, error) {
	return e.engine.GetRootResource(ctx, q)
}

// sdkTypes has the types of @pulumi/aws by their tokens in the bridge.
var sdkTypes = func() map[string]string {
	types := make(map[string]string, len(table))
	for sdkType, entry := range table {
		types[entry.Bridge] = "aws:" + sdkType
	}
	return types
}()

// toSdkURN undoes what toBridgeName does to a URN.
func toSdkURN(urn string) string {
	for _, token := range bridgeToken.FindAllString(urn, -1) {
		if sdkType, ok := sdkTypes[token]; ok {
			urn = strings.Replace(urn, token, sdkType, 1)
		}
	}
	return urn
}
