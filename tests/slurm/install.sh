#!/bin/sh
# Installs Slurm and MUNGE from Debian's or Ubuntu's packages, if they are missing.
set -eu

PATH=$PATH:/usr/sbin
command -v slurmctld slurmd sbatch munged >/dev/null && exit

command -v apt-get >/dev/null || {
	echo 'make test-slurm needs slurmctld, slurmd, the client commands and munged.' >&2
	exit 1
}
as_root=$(test "$(id -u)" = 0 || echo sudo)
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -q -o DPkg::Lock::Timeout=120 update
$as_root apt-get -q -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends \
	slurmctld slurmd slurm-client munge
