package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// engineForBridge is the engine as the bridge sees it. What the bridge logs is about resources by its own names; the
// engine would show a second resource beside the one that is meant.
type engineForBridge struct {
	pulumirpc.UnimplementedEngineServer
	// A bridge outlives an engine where the provider stays: see stay.go.
	current atomic.Pointer[pulumirpc.EngineClient]
}

// use names the engine that the bridge works for from now on, or nil.
func (e *engineForBridge) use(engine pulumirpc.EngineClient) {
	e.current.Store(&engine)
}

// serve starts it, and gives the address that it listens on.
func (e *engineForBridge) serve() (address string, err error) {
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Init: func(server *grpc.Server) error {
		pulumirpc.RegisterEngineServer(server, e)
		return nil
	}})
	return fmt.Sprintf("127.0.0.1:%d", handle.Port), err
}

func (e *engineForBridge) engine() (pulumirpc.EngineClient, error) {
	if engine := e.current.Load(); engine != nil && *engine != nil {
		return *engine, nil
	}
	return nil, status.Error(codes.Unavailable, "the bridge works for no engine")
}

func (e *engineForBridge) Log(ctx context.Context, q *pulumirpc.LogRequest) (*emptypb.Empty, error) {
	engine, err := e.engine()
	if err != nil {
		return nil, err
	}
	q.Urn = toSdkURN(q.GetUrn())
	return engine.Log(ctx, q)
}

func (e *engineForBridge) GetRootResource(
	ctx context.Context, q *pulumirpc.GetRootResourceRequest,
) (*pulumirpc.GetRootResourceResponse, error) {
	engine, err := e.engine()
	if err != nil {
		return nil, err
	}
	return engine.GetRootResource(ctx, q)
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
