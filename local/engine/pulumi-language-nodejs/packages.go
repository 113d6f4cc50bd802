package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// manifest is what a package.json says, as far as it matters here.
type manifest struct {
	Name         string            `json:"name"`
	Version      string            `json:"version"`
	Dependencies map[string]string `json:"dependencies"`
	// Pulumi describes the provider that an SDK belongs to.
	Pulumi struct {
		Resource bool   `json:"resource"`
		Name     string `json:"name"`
		Version  string `json:"version"`
	} `json:"pulumi"`
}

func readManifest(folder string) (m manifest, err error) {
	raw, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(raw, &m)
}

// GetRequiredPackages lists the providers whose SDKs are installed beside the program.
func (h *host) GetRequiredPackages(
	_ context.Context, req *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{Packages: requiredPackages(req.GetInfo().GetProgramDirectory())}, nil
}

func requiredPackages(program string) []*pulumirpc.PackageDependency {
	var required []*pulumirpc.PackageDependency
	folders, _ := filepath.Glob(filepath.Join(program, "node_modules", "@pulumi", "*"))
	for _, folder := range folders {
		if m, err := readManifest(folder); err == nil && m.Pulumi.Resource {
			required = append(required, providerOf(m))
		}
	}
	return required
}

func providerOf(m manifest) *pulumirpc.PackageDependency {
	name, version := m.Pulumi.Name, m.Pulumi.Version
	if name == "" {
		name = strings.TrimPrefix(m.Name, "@pulumi/")
	}
	if version == "" {
		version = m.Version
	}
	return &pulumirpc.PackageDependency{Name: name, Kind: "resource", Version: "v" + strings.TrimPrefix(version, "v")}
}

// GetProgramDependencies lists what the program's package.json asks for, with the versions that are installed.
func (h *host) GetProgramDependencies(
	_ context.Context, req *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	dependencies, err := programDependencies(req.GetInfo().GetProgramDirectory())
	return &pulumirpc.GetProgramDependenciesResponse{Dependencies: dependencies}, err
}

func programDependencies(program string) ([]*pulumirpc.DependencyInfo, error) {
	m, err := readManifest(program)
	if err != nil {
		return nil, err
	}
	var dependencies []*pulumirpc.DependencyInfo
	for name := range m.Dependencies {
		if installed, err := readManifest(filepath.Join(program, "node_modules", name)); err == nil {
			dependencies = append(dependencies, &pulumirpc.DependencyInfo{Name: name, Version: installed.Version})
		}
	}
	slices.SortFunc(dependencies, func(a, b *pulumirpc.DependencyInfo) int { return strings.Compare(a.Name, b.Name) })
	return dependencies, nil
}
